"""n8n's analyzer read straight from its rules, over CPython's own syntax tree: a second opinion for tests."""

import ast
import string
import re
import sys

WHY = "is disallowed, because it can be used to bypass security restrictions."
FORMATS = {"format", "format_map", "vformat", "get_field"}


def main(codes, names, attributes):
    return [analyse(code, set(names), set(attributes)) for code in codes]


def analyse(code, names, attributes):
    try:
        tree = ast.parse(code)
    except Exception:
        return None
    found, modules, called = [], set(), set()

    def say(node, text):
        found.append(f"Line {node.lineno}: {text}")

    def module(node, name):
        top = name.split(".")[0]
        if name.startswith("."):
            say(node, "Relative imports are disallowed.")
        elif top not in modules:
            modules.add(top)
            kind = "standard library module" if top in sys.stdlib_module_names else "external package"
            list_ = "stdlib modules" if top in sys.stdlib_module_names else "external packages"
            say(node, f"Import of {kind} '{name}' is disallowed. Allowed {list_}: none")

    def tokens(template):
        try:
            fields = list(string.Formatter().parse(template))
        except ValueError:
            return
        for _, field, spec, _ in fields:
            for name in re.findall(r"\.(\w+)", field or ""):
                yield name
            for _, name in re.findall(r"\[(['\"]?)(\w+)\1\]", field or ""):
                yield name
            yield from tokens(spec or "")

    def scan(node, value):
        if value in names:
            say(node, f"Access to name '{value}' {WHY}")
        elif value in attributes:
            say(node, f"Access to attribute '{value}' {WHY}")
        else:
            for token in tokens(value):
                if token in names | attributes:
                    say(node, f"String pattern accessing '{token}' {WHY}")

    def total(node):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            left, right = total(node.left), total(node.right)
            return None if left is None or right is None else left + right
        return None

    def visit(node):
        match node:
            case ast.Import():
                for alias in node.names:
                    module(node, alias.name)
                    if alias.asname in names:
                        say(node, f"Access to name '{alias.asname}' {WHY}")
            case ast.ImportFrom():
                if node.level:
                    say(node, "Relative imports are disallowed.")
                else:
                    module(node, node.module)
                for alias in node.names:
                    blocked = alias.asname if alias.asname in names else alias.name
                    if blocked in names:
                        say(node, f"Access to name '{blocked}' {WHY}")
            case ast.Name() if node.id in names:
                say(node, f"Access to name '{node.id}' {WHY}")
            case ast.Attribute():
                if node.attr in attributes:
                    say(node, f"Access to attribute '{node.attr}' {WHY}")
                if node.attr in FORMATS and id(node) not in called:
                    say(node, f"Extracting '{node.attr}' as a bound method is disallowed; call it directly on its receiver instead.")
                if node.attr.startswith("_") and "__" in node.attr and node.attr.split("__", 1)[0].startswith("_"):
                    say(node, "Access to name-mangled attributes (pattern: _ClassName__attr) is disallowed for security reasons.")
            case ast.Call(func=func):
                called.add(id(func))
                own = isinstance(func, ast.Name) and func.id == "__import__"
                built = isinstance(func, ast.Attribute) and func.attr == "__import__" and isinstance(func.value, ast.Name)
                if own or (built and func.value.id in ("builtins", "__builtins__")):
                    if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                        module(node, node.args[0].value)
                    else:
                        say(node, "Dynamic __import__() calls are not allowed for security reasons.")
            case ast.Subscript(value=value, slice=ast.Constant(value=str() as key)) if key in attributes:
                holder = value.id if isinstance(value, ast.Name) else getattr(value, "attr", None)
                if holder in ("builtins", "__builtins__"):
                    say(node, f"Access to attribute '{key}' {WHY}")
            case ast.Constant(value=str()):
                scan(node, node.value)
            case ast.BinOp(op=ast.Add()):
                if total(node) is not None:
                    scan(node, total(node))
            case ast.Global():
                for name in node.names:
                    if name in names:
                        say(node, f"Global declaration of '{name}' {WHY}")
            case ast.FunctionDef() | ast.AsyncFunctionDef() if node.name in names:
                say(node, f"Function named '{node.name}' {WHY}")
            case ast.ClassDef() if node.name in names:
                say(node, f"Class named '{node.name}' {WHY}")
            case ast.ExceptHandler() if node.name in names:
                say(node, f"Access to name '{node.name}' {WHY}")
            case ast.arg() if node.arg in names:
                say(node, f"Parameter named '{node.arg}' {WHY}")
            case ast.MatchClass():
                if node.patterns:
                    say(node, "Positional match patterns are disallowed for security reasons.")
                for name in node.kwd_attrs:
                    if name in attributes:
                        say(node, f"Match pattern extracting attribute '{name}' {WHY}")
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree)
    return "\n".join(found)
