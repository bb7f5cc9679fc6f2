"""Runs a node's code as the Python task runner of n8n 2 does, from its text.

What the runner's own sandbox does is here only as far as code can tell; what keeps it in is the interpreter around it.
"""

import _ast
import builtins
import json
import linecache
import re
import string

_loads, _dumps = json.loads, json.dumps
_compile, _exec, _import = compile, exec, builtins.__import__
_only_syntax_tree = 1024
_max_prints = 100
_safe_format_name = "__n8n_internal_safe_format__"
_output_name = "__n8n_internal_user_output__"
_evaluated_name = "<evaluated>"


class SecurityViolationError(Exception):
    def __init__(self, description):
        super().__init__("Security violation detected")
        self.description = description


def run_task(task, items):
    """`items` is the node's input. Returns what the runner would report; what the code raises goes on."""
    code, file_name = task["code"], task["fileName"]
    try:
        if task["isAnalysed"]:
            _parse(code, "<unknown>")
            if task["isRefused"]:
                return {"kind": "refused"}
        body = _load(code, file_name, task["evaluatesAnnotations"])
        prints = []
        names = {
            "__builtins__": _builtins(task),
            "print": _SafePrint(prints),
            _evaluated_name: _evaluated,
            _safe_format_name: lambda *given, **named: _safe_format(task, *given, **named),
        }
        result = _each(body, names, items) if task["isPerItem"] else _all(body, names, items)
        text = _dumps(result, default=str, ensure_ascii=False)
        text.encode("utf-8")
    except SecurityViolationError as violation:
        return {"kind": "violation", "description": violation.description}
    except SystemExit as end:
        return {"kind": "exit", "code": str(end.code)}
    except SyntaxError as error:
        # Its text names the file and the line, which the message alone would lack.
        raise type("SyntaxError", (Exception,), {})(str(error)).with_traceback(error.__traceback__) from None
    more = len(prints) - _max_prints
    if more > 0:
        prints[_max_prints:] = [[f"[Output truncated - {more} more print statements]"]]
    return {"kind": "result", "text": text, "prints": prints}


def _all(body, names, items):
    names = {**names, "_items": items, "_query": None}
    _exec(body, names)
    return names[_output_name]


def _each(body, names, items):
    results = []
    for index, item in enumerate(items):
        own = {**names, "_item": item}
        _exec(body, own)
        output = own[_output_name]
        if output is None:
            continue
        result = {"json": output, "pairedItem": {"item": index}}
        if isinstance(output, dict):
            if "json" in output:
                result["json"] = output["json"]
            elif "binary" in output:
                result["json"] = {key: value for key, value in output.items() if key != "binary"}
            if "binary" in output:
                result["binary"] = output["binary"]
        results.append(result)
    return results


def _parse(text, file_name):
    return _compile(text, file_name, "exec", _only_syntax_tree, dont_inherit=True)


def _load(code, file_name, evaluates_annotations):
    indented = "".join(line if line.isspace() else f"    {line}" for line in code.splitlines(True))
    wrapped = f"def _user_function():\n{indented}\n\n{_output_name} = _user_function()"
    tree = _parse(wrapped, file_name)
    _guard_formats(tree)
    if evaluates_annotations:
        _evaluate_annotations(tree.body[0])
    linecache.cache[file_name] = (len(wrapped), None, wrapped.splitlines(True)[1:], file_name)
    return _one_line_up(_compile(tree, file_name, "exec", dont_inherit=True))


def _one_line_up(code):
    """The same code, whose frames name the lines of the node's own text."""
    constants = tuple(_one_line_up(one) if type(one) is type(code) else one for one in code.co_consts)
    return code.replace(co_firstlineno=max(0, code.co_firstlineno - 1), co_consts=constants)


def _evaluated(thing):
    thing.__annotations__
    return thing


def _evaluate_annotations(tree):
    """Where they stand, as before Python 3.14: by a decorator that asks for them."""
    pending = [*tree.body]
    while pending:
        node = pending.pop()
        for field in node._fields:
            value = getattr(node, field, None)
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, _ast.AST):
                    pending.append(part)
        if isinstance(node, (_ast.FunctionDef, _ast.AsyncFunctionDef)):
            given = node.args
            every = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
            places = [*(one.annotation for one in every if one is not None), node.returns]
        elif isinstance(node, _ast.ClassDef):
            places = [one.annotation for one in node.body if isinstance(one, _ast.AnnAssign)]
        else:
            continue
        place = next((one for one in places if one is not None), None)
        if place is not None:
            at = {name: getattr(place, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")}
            node.decorator_list.append(_ast.Name(id=_evaluated_name, ctx=_ast.Load(), **at))


def _guard_formats(tree):
    """Turns `x.format(y)` into a call that looks at the template first."""
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, _ast.Call) and isinstance(node.func, _ast.Attribute):
            method = node.func
            if method.attr in ("format", "format_map", "vformat", "get_field"):
                place = {
                    name: getattr(method, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")
                }
                node.func = _ast.Name(id=_safe_format_name, ctx=_ast.Load(), **place)
                node.args = [_ast.Constant(value=method.attr, **place), method.value, *node.args]
        for field in node._fields:
            value = getattr(node, field, None)
            for part in value if isinstance(value, list) else (value,):
                if isinstance(part, _ast.AST):
                    pending.append(part)


def _safe_format(task, method, receiver, /, *given, **named):
    template = _template(method, receiver, given)
    if template is not None:
        blocked = _blocked_field(template if method != "get_field" else "{" + template + "}", task["blocked"])
        if blocked is not None:
            raise SecurityViolationError(task["stringPatternText"].replace("{name}", blocked))
    return getattr(receiver, method)(*given, **named)


def _template(method, receiver, given):
    if method != "get_field":
        if isinstance(receiver, str):
            return receiver
        if isinstance(getattr(receiver, "data", None), str) and type(receiver).__name__ == "UserString":
            return receiver.data
        if isinstance(receiver, type) and issubclass(receiver, str):
            return next((text for text in given[:1] if isinstance(text, str)), None)
    if isinstance(receiver, string.Formatter):
        return next((text for text in given[:1] if isinstance(text, str)), None)
    return None


def _blocked_field(template, blocked):
    try:
        fields = list(string.Formatter().parse(template))
    except ValueError:
        return None
    for _, name, spec, _ in fields:
        reached = re.findall(r"\.(\w+)", name or "")
        reached += [key for _, key in re.findall(r"\[(['\"]?)(\w+)\1\]", name or "")]
        for one in reached:
            if one in blocked:
                return one
        inner = _blocked_field(spec, blocked) if spec else None
        if inner is not None:
            return inner
    return None


def _builtins(task):
    denied = set(task["deniedBuiltins"])
    names = {name: value for name, value in vars(builtins).items() if name not in denied}

    def guarded_import(name, *given, **named):
        refusal = _import_refusal(name, task["imports"])
        if refusal is not None:
            raise SecurityViolationError(refusal)
        return _import(name, *given, **named)

    names["__import__"] = guarded_import
    return names


def _import_refusal(name, imports):
    top = name.partition(".")[0]
    own = imports["standard" if top in imports["standardLibrary"] else "external"]
    if "*" in own["allowed"] or top in own["allowed"]:
        return None
    return own["text"].replace("{module}", name)


class _SafePrint:
    __slots__ = ("_prints",)

    def __init__(self, prints):
        object.__setattr__(self, "_prints", prints)

    def __call__(self, *args):
        object.__getattribute__(self, "_prints").append([_printed(arg) for arg in args])
        print(*args)

    def __getattribute__(self, name):
        raise AttributeError(f"'builtin_function_or_method' object has no attribute {name!r}")

    def __setattr__(self, name, value):
        raise AttributeError(f"'builtin_function_or_method' object has no attribute {name!r}")

    def __repr__(self):
        return "<built-in function print>"


def _printed(arg):
    if isinstance(arg, str):
        return f"'{arg}'"
    if arg is None or isinstance(arg, (int, float)):
        return str(arg)
    try:
        return _dumps(arg, default=str, ensure_ascii=False)
    except Exception:
        return f"[Circular {type(arg).__name__}]"
