"""Runs a node's code as the Pyodide sandbox of n8n 1 does, with the names that n8n gives it."""

import builtins
import linecache
import os


def _blocked(*_, **__):
    raise RuntimeError("Blocked for security reasons")


os.system = _blocked


async def run_task(task, workflow, items):
    body = _load(task["code"], task["fileName"])
    given = from_json(items)
    if not task["isPerItem"]:
        return to_json(await _run(body, _names(task, workflow, given, 0)))
    results = []
    for index in range(len(given)):
        output = to_json(await _run(body, _names(task, workflow, given, index)))
        results.append({"output": output, "item": index})
    return results


async def _run(body, names):
    exec(body, names)
    return await names["__main"]()


def _load(code, file_name):
    lines = [f"  {line}" for line in code.split("\n")]
    wrapped = "\n".join(["", "async def __main():", *lines, ""])
    linecache.cache[file_name] = (len(wrapped), None, wrapped.splitlines(True)[2:], file_name)
    return _two_lines_up(compile(wrapped, file_name, "exec", dont_inherit=True))


def _two_lines_up(code):
    """The same code, whose frames name the lines of the node's own text."""
    constants = tuple(_two_lines_up(one) if type(one) is type(code) else one for one in code.co_consts)
    return code.replace(co_firstlineno=max(0, code.co_firstlineno - 2), co_consts=constants)


def _names(task, workflow, items, index):
    item = items[index] if index < len(items) else JsObject({"json": JsObject()})
    nodes = {node["name"]: node for node in workflow["nodes"]}
    previous = workflow["previous"]["node"] if workflow["previous"] else None
    now = now_in(workflow["timezone"])

    def node(name=None):
        wanted = previous if name is None else name
        if wanted not in nodes:
            raise JsException("ExpressionError: Referenced node doesn't exist")
        return NodeReference(nodes, wanted, workflow["previous"], item, index)

    def items_of(name=None, branch=0, run=0):
        return items if name is None else node(name).all(branch, run)

    def static_data(kind):
        if kind not in ("global", "node"):
            raise JsException("Error: Unknown context type. Only `global` and `node` are supported.")
        return from_json(workflow["staticData"][kind])

    absent = {name: Absent(name, reason) for name, reason in task["serverOnlyNames"].items()}
    source = workflow["previous"] or {"node": "", "output": 0}
    names = {
        "__builtins__": builtins,
        "__name__": "builtins",
        "_input": InputReference(items, item, nodes.get(previous)),
        "_json": item.get("json"),
        "_binary": item.get("binary") or JsObject(),
        "_data": item.get("json"),
        "_itemIndex": index,
        "_position": index,
        "_thisItemIndex": index,
        "_thisItem": item,
        "_runIndex": 0,
        "_thisRunIndex": 0,
        "_mode": workflow["mode"],
        "_nodeVersion": task["nodeVersion"],
        "_nodeId": task["nodeId"],
        "_parameter": from_json(workflow["parameters"]),
        "_workflow": from_json(workflow["workflow"]),
        "_execution": from_json(workflow["execution"]),
        "_executionId": workflow["execution"]["id"],
        "_prevNode": JsObject({"name": source["node"], "outputIndex": source["output"], "runIndex": 0}),
        "_vars": from_json(workflow["variables"]),
        "_now": now,
        "_today": now.startOf("day"),
        "_": node,
        "_items": items_of,
        "_item": lambda at: JsObject({f"${name}": getattr(items[at], name, None) for name in ("json", "binary")}),
        "_jmespath": absent["_jmespath"],
        "_jmesPath": absent["_jmesPath"],
        "_getWorkflowStaticData": static_data,
        "helpers": absent["helpers"],
        "DateTime": absent["DateTime"],
        "Duration": absent["Duration"],
        "Interval": absent["Interval"],
    }
    if workflow["environment"] is not None:
        names["_env"] = from_json(workflow["environment"])
    names.update({"item": item} if task["isPerItem"] else {"items": items})
    return names


class InputReference:
    def __init__(self, items, item, previous):
        self._items, self.item = items, item
        self.params = from_json(previous["parameters"]) if previous else JsObject()
        self.context = JsObject()

    def all(self, *_):
        return self._items

    def first(self, *given):
        return self._edge("first", 0, given)

    def last(self, *given):
        return self._edge("last", -1, given)

    def _edge(self, name, at, given):
        if given:
            raise JsException(f"ExpressionError: $input.{name}() should have no arguments")
        return self._items[at] if len(self._items) else None


class NodeReference:
    def __init__(self, nodes, name, previous, item, index):
        self._nodes, self._name, self._previous = nodes, name, previous
        self._current, self._index = item, index

    @property
    def isExecuted(self):
        return self._nodes[self._name]["outputs"] is not None

    @property
    def params(self):
        return from_json(self._nodes[self._name]["parameters"])

    @property
    def context(self):
        return JsObject()

    def all(self, branch=None, run=None):
        outputs = self._nodes[self._name]["outputs"]
        if outputs is None:
            raise JsException(f"ExpressionError: Node '{self._name}' hasn't been executed")
        at = self._nodes[self._name]["defaultOutput"] if branch is None else branch
        return from_json(outputs[at]) if at < len(outputs) else JsArray()

    def first(self, *given):
        return next(iter(self.all(*given)), None)

    def last(self, *given):
        return next(reversed(self.all(*given)), None)

    @property
    def item(self):
        return self.pairedItem()

    def itemMatching(self, *given):
        if not given:
            raise JsException("ExpressionError: Missing item index for .itemMatching()")
        return self.pairedItem(*given)

    def pairedItem(self, *_):
        """Follows the pairs from the current item back to this node."""
        self.all()
        paired, source = self._current.get("pairedItem"), self._previous
        while source and paired is not None:
            one = paired[0] if isinstance(paired, JsArray) and len(paired) else paired
            index = one.get("item", 0) if isinstance(one, JsObject) else one
            outputs = self._nodes[source["node"]]["outputs"] or []
            found = from_json(outputs[source["output"]]) if source["output"] < len(outputs) else JsArray()
            if not isinstance(index, int) or index >= len(found):
                break
            if source["node"] == self._name:
                return found[index]
            paired = found[index].get("pairedItem")
            source = next(iter(self._nodes[source["node"]]["sources"]), None)
        raise JsException(
            f"ExpressionError: Paired item data for item from node '{self._name}' is unavailable. "
            f"Ensure '{self._name}' is providing the required output."
        )


class Absent:
    """A name that n8n has and that stands for more than can be had here."""

    def __init__(self, name, reason):
        self._name, self._reason = name, reason

    def __getattr__(self, member):
        raise RuntimeError(f"{self._name}.{member} {self._reason}")

    def __call__(self, *_, **__):
        raise RuntimeError(f"{self._name} {self._reason}")
