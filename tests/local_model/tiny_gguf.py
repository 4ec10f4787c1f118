"""Write a llama model of half a megabyte with random weights: a path in, a GGUF file out. It speaks noise."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

WIDTH, LAYERS, HEADS, INNER, CONTEXT = 64, 2, 4, 128, 8192


def vocabulary() -> tuple[list[bytes], list[int]]:
    """One token a byte, one a printable character, and the marks of the ChatML format."""
    kind = gguf.TokenType
    tokens = [b"<unk>", b"<s>", b"</s>", *(f"<0x{i:02X}>".encode() for i in range(256)), b"<|im_start|>", b"<|im_end|>"]
    kinds = [kind.UNKNOWN, kind.CONTROL, kind.CONTROL, *[kind.BYTE] * 256, kind.CONTROL, kind.CONTROL]
    letters = ["\u2581", *map(chr, range(33, 127))]
    return [*tokens, *(letter.encode() for letter in letters)], [*kinds, *[kind.NORMAL] * len(letters)]


def write(path: Path) -> Path:
    """Write the model; the weights come from a fixed seed."""
    tokens, kinds = vocabulary()
    rng = np.random.default_rng(0)

    def weights(*shape: int) -> np.ndarray:
        return (rng.standard_normal(shape) * 0.3).astype(np.float32)

    out = gguf.GGUFWriter(str(path), "llama")
    out.add_name("tiny-random")
    out.add_context_length(CONTEXT)
    out.add_embedding_length(WIDTH)
    out.add_block_count(LAYERS)
    out.add_feed_forward_length(INNER)
    out.add_head_count(HEADS)
    out.add_head_count_kv(HEADS)
    out.add_layer_norm_rms_eps(1e-5)
    out.add_rope_dimension_count(WIDTH // HEADS)
    out.add_vocab_size(len(tokens))
    out.add_file_type(gguf.LlamaFileType.ALL_F32)
    out.add_tokenizer_model("llama")
    out.add_token_list(tokens)
    out.add_token_scores([0.0] * len(tokens))
    out.add_token_types(kinds)
    out.add_bos_token_id(1)
    out.add_eos_token_id(2)
    out.add_unk_token_id(0)
    out.add_add_bos_token(True)
    out.add_tensor("token_embd.weight", weights(len(tokens), WIDTH))
    out.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    out.add_tensor("output.weight", weights(len(tokens), WIDTH))
    for layer in range(LAYERS):
        name = f"blk.{layer}."
        out.add_tensor(name + "attn_norm.weight", np.ones(WIDTH, np.float32))
        out.add_tensor(name + "ffn_norm.weight", np.ones(WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            out.add_tensor(f"{name}{part}.weight", weights(WIDTH, WIDTH))
        out.add_tensor(name + "ffn_gate.weight", weights(INNER, WIDTH))
        out.add_tensor(name + "ffn_up.weight", weights(INNER, WIDTH))
        out.add_tensor(name + "ffn_down.weight", weights(WIDTH, INNER))
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()
    return path
