"""Find schemas and prompts by name: a name or path in, a Pydantic class or a prompt text out."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import CatalogError, SchemaError, unknown

if TYPE_CHECKING:
    from pydantic import BaseModel

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as published: its text never changes under the same name."""

    name: str
    text: str
    path: Path

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def project_root(start: Path | None = None) -> Path | None:
    """The nearest directory upwards with `extractor.toml` or a `[tool.extractor]` table; None outside a project."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "extractor.toml").is_file():
            return folder
        pyproject = folder / "pyproject.toml"
        if pyproject.is_file() and _has_table(pyproject, pyproject.stat().st_mtime_ns):
            return folder
    return None


@lru_cache(maxsize=64)
def _has_table(pyproject: Path, changed_ns: int) -> bool:
    """Whether a pyproject.toml speaks of extractor; asked again when the file has changed."""
    import tomllib  # only a project of the user's own needs it

    try:
        return "extractor" in tomllib.loads(pyproject.read_text(encoding="utf-8")).get("tool", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        return False


def _folders(kind: str) -> list[Path]:
    """Where schemas or prompts are looked for: the user's project first, then the ones that ship."""
    root = project_root()
    places = [root / kind] if root is not None else []
    bundled = _PACKAGE / kind
    places.append(bundled if bundled.is_dir() else _PACKAGE.parent / kind)
    return [place for place in dict.fromkeys(p.resolve() for p in places) if place.is_dir()]


def schema_names() -> dict[str, Path]:
    """Names of all schemas that can be asked for, with their files; a project's own hides a bundled one."""
    found: dict[str, Path] = {}
    for folder in _folders("schemas"):
        for file in sorted(folder.glob("*.py")):
            if not file.stem.startswith("_"):
                found.setdefault(file.stem, file)
    return found


def load_schema(ref: str | type[BaseModel]) -> type[BaseModel]:
    """Find a record class: a class itself, "news", "path/to/file.py[:Class]" or "package.module:Class".

    Raises `CatalogError` for an unknown name (with the nearest one) and `SchemaError` when the file or module does not
    import or holds no usable class.
    """
    from pydantic import BaseModel

    if not isinstance(ref, str):
        if isinstance(ref, type) and issubclass(ref, BaseModel):
            return ref
        raise SchemaError(f"{ref!r} is no Pydantic class. Give a subclass of pydantic.BaseModel, or a schema's name.")
    place, _, wanted = ref.partition(":") if not _is_drive(ref) else (ref, "", "")
    if place.endswith(".py"):
        return _class_in(_module_from_file(Path(place)), wanted, place)
    known = schema_names()
    if place in known:
        return _class_in(_named_module(place, known[place]), wanted, known[place].name)
    if wanted:
        return _class_in(_module_by_name(place), wanted, place)
    raise unknown("schema", ref, known, "A file works too: path/to/schema.py:ClassName.")


@lru_cache(maxsize=64)
def schema_sha256(schema: type[BaseModel]) -> str:
    """Hash of the schema as the model sees it, so recorded replies can tell that it changed."""
    text = json.dumps(schema.model_json_schema(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def schema_label(schema: type[BaseModel]) -> str:
    """The short name the JSON document gives a schema: "news" for a bundled one, else the class name."""
    module = schema.__module__
    return module.rsplit(".", 1)[-1] if module.startswith("extractor.schemas.") else schema.__name__


def prompt_names() -> dict[str, Path]:
    """Names of all prompts ("extract.v1") with their files; a project's own hides a bundled one."""
    found: dict[str, Path] = {}
    for folder in _folders("prompts"):
        for file in sorted(folder.glob("*.md")):
            if file.stem.count(".") >= 1 and not file.stem.startswith("_"):
                found.setdefault(file.stem, file)
    return found


def load_prompt(ref: str) -> Prompt:
    """Read a prompt by name ("extract.v1") or by path ("my/prompt.md"); raises `CatalogError` when there is none."""
    path = Path(ref) if ref.endswith(".md") else prompt_names().get(ref)
    if path is None:
        raise unknown("prompt", ref, prompt_names())
    try:
        return Prompt(path.stem, path.read_text(encoding="utf-8"), path)
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"The prompt {path} cannot be read: {error}. Check the path; prompts are UTF-8 text.") from error


def _is_drive(ref: str) -> bool:
    return len(ref) > 2 and ref[1] == ":" and ref[2] in "\\/" and ":" not in ref[2:]


def _named_module(name: str, file: Path) -> Any:
    bundled = (_PACKAGE / "schemas", _PACKAGE.parent / "schemas")
    if any(file.parent == folder.resolve() for folder in bundled if folder.is_dir()):
        return _module_by_name(f"extractor.schemas.{name}")
    return _module_from_file(file)


def _module_by_name(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise SchemaError(f"{name} does not import: {type(error).__name__}: {error}. Mend the module, or check its name.") from error


def _module_from_file(file: Path) -> Any:
    if not file.is_file():
        raise SchemaError(f"{file} does not exist. Name a Python file with a Pydantic class: path/to/schema.py:ClassName.")
    path = file.resolve()
    state = f"{path}\0".encode(errors="surrogatepass") + path.read_bytes()  # an edited file is another module
    name = f"extractor_user_schema_{path.stem}_{hashlib.sha256(state).hexdigest()[:8]}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SchemaError(f"{file} cannot be loaded as Python. Name a .py file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # before execution: Pydantic looks forward references up there
    try:
        spec.loader.exec_module(module)
    except BaseException as error:
        sys.modules.pop(name, None)
        if isinstance(error, (KeyboardInterrupt, GeneratorExit)):
            raise
        raise SchemaError(f"{file} does not import: {type(error).__name__}: {error}. Mend the file; it is run as Python.") from error
    return module


def _class_in(module: Any, wanted: str, where: str) -> type[BaseModel]:
    from pydantic import BaseModel

    own = {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == module.__name__
    }
    if wanted:
        if wanted in own:
            return own[wanted]
        raise SchemaError(f"{where} defines no class {wanted} (found: {', '.join(own) or 'no Pydantic class'}). Check the name.")
    stem = Path(where).stem
    camel = "".join(part.capitalize() for part in stem.replace("-", "_").split("_"))
    for name in (f"{camel}Record", camel):
        if name in own:
            return own[name]
    if len(own) == 1:
        return next(iter(own.values()))
    found = ", ".join(own) or "no Pydantic class"
    hint = f"Rename the class or ask for {where}:{next(iter(own))}." if own else "Define a subclass of pydantic.BaseModel."
    raise SchemaError(f"{where} defines no class {camel}Record or {camel} (found: {found}). {hint}")
