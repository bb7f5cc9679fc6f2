"""What an older Python than this one does otherwise with a node's code: names that it lacks, annotations that it evaluates.

The library itself goes on with what it has: only imports that stand in the code see a module as it was.
"""

import builtins
import sys
import types

_Module = types.ModuleType
_split, _join = str.split, str.join
_eager = "<eager>"


def builtins_for(absent):
    """For the code's own namespace; `absent`: modules, and names in them as "module:name"."""
    modules = {each for each in absent if ":" not in each}
    names = {}
    for each in absent:
        module, _, name = each.partition(":")
        if name:
            names.setdefault(module, set()).add(name)
    views = {}
    real = builtins.__import__

    def view_of(module):
        missing = names.get(module.__name__)
        if not missing:
            return module
        view = views.get(module.__name__)
        if view is None:
            view = views[module.__name__] = _Module(module.__name__)
        members = {name: value for name, value in vars(module).items() if name not in missing}
        if isinstance(members.get("__all__"), (list, tuple)):
            members["__all__"] = [name for name in members["__all__"] if name not in missing]
        vars(view).update(members)
        return view

    def import_(name, globals=None, locals=None, fromlist=(), level=0):
        parts = _split(name, ".")
        for end in range(1, len(parts) + 1):
            path = _join(".", parts[:end])
            if level == 0 and path in modules:
                raise ModuleNotFoundError(f"No module named '{path}'", name=path)
        module = real(name, globals, locals, fromlist, level)
        for each in fromlist or ():
            if f"{name}.{each}" in modules:
                raise ImportError(f"cannot import name '{each}' from '{name}' (unknown location)", name=name)
        return view_of(module) if isinstance(module, _Module) else module

    import_.__name__ = import_.__qualname__ = "__import__"
    own = _Module("builtins")
    missing = names.get("builtins", ())
    vars(own).update({name: value for name, value in vars(builtins).items() if name not in missing})
    own.__import__ = import_
    setattr(own, _eager, _evaluated)
    return own


def code_as_in(version, code, file_name):
    """The code, or its tree, such that it does what it did in that version: "3.10"."""
    minor = int(version.split(".")[1]) if version else sys.version_info.minor
    if minor < 11:
        _forbid_newer_patterns(file_name)
    if minor < 14 and ":" in code:
        return _with_evaluated_annotations(code, file_name)
    return code


def _evaluated(thing):
    thing.__annotations__
    return thing


def _with_evaluated_annotations(code, file_name):
    """The code's tree, in which annotations are evaluated where they stand, as before Python 3.14."""
    import ast

    tree = compile(code, file_name, "exec", ast.PyCF_ONLY_AST, True)
    if any(isinstance(each, ast.ImportFrom) and each.module == "__future__" for each in tree.body):
        return tree
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            arguments = node.args
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
            places = [each.annotation for each in every if each is not None and each.annotation] + [node.returns]
        elif isinstance(node, ast.ClassDef):
            places = [each.annotation for each in node.body if isinstance(each, ast.AnnAssign)]
        else:
            continue
        place = next((each for each in places if each is not None), None)
        if place is not None:
            node.decorator_list.append(ast.copy_location(ast.Name(_eager, ast.Load()), place))
    tree.body = [
        each
        for statement in tree.body
        for each in (
            (statement, ast.copy_location(ast.Expr(statement.annotation), statement.annotation))
            if isinstance(statement, ast.AnnAssign)
            else (statement,)
        )
    ]
    return tree


def _forbid_newer_patterns(file_name):
    """Before 3.11 no pattern of the code's had possessive quantifiers or atomic groups."""
    from re import _constants as constants, _parser as parser

    parse = parser.parse
    newer = {constants.POSSESSIVE_REPEAT: "multiple repeat", constants.ATOMIC_GROUP: "unknown extension ?>"}

    def older_parse(text, *rest):
        parsed = parse(text, *rest)
        said = _first_newer(parsed.data, newer)
        if said is not None and _is_asked_by(file_name):
            at = _place_of(text, said)
            raise parser.error(said, text, at)
        return parsed

    parser.parse = older_parse


def _first_newer(items, newer):
    waiting = list(reversed(list(items)))
    while waiting:
        item = waiting.pop()
        if isinstance(item, tuple) and item and item[0] in newer:
            return newer[item[0]]
        if isinstance(item, (tuple, list)):
            waiting.extend(reversed(item))
        elif hasattr(item, "data"):
            waiting.extend(reversed(item.data))
    return None


def _place_of(text, said):
    empty = text[:0]
    wanted = ("(?>",) if "?>" in said else ("++", "*+", "?+", "}+")
    if not isinstance(text, str):
        wanted = tuple(each.encode() for each in wanted)
    found = [text.find(each) + 1 for each in wanted if each in text]
    return min(found, default=len(empty))


def _is_asked_by(file_name):
    """Whether the code itself asked the module `re` for it."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] == "re":
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename == file_name
