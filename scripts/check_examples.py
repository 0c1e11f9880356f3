"""check_examples.py DOCUMENT: every operation has an example of its JSON body and of its answer, and each validates against its schema."""
import json
import sys

from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012


def main(path: str) -> int:
    with open(path) as file:
        # A schema on its own finds what it refers to in the document, by a name.
        document = json.loads(file.read().replace('"#/components/', '"urn:document#/components/'))
    registry = Registry().with_resource("urn:document", Resource(contents=document, specification=DRAFT202012))
    faults = []
    checked = 0
    for place, content in contents(document):
        if "example" not in content:
            faults.append(f"{place}: no example")
            continue
        errors = OAS31Validator(content["schema"], registry=registry, format_checker=OAS31Validator.FORMAT_CHECKER).iter_errors(content["example"])
        faults += [f"{place}: {error.json_path}: {error.message[:200]}" for error in errors]
        checked += 1
    print(f"{path}: {checked} examples, {len(faults)} faults")
    print("".join(f"  {fault}\n" for fault in faults), end="")
    return bool(faults)


def contents(document: dict):
    """The JSON bodies of requests and successes."""
    for path, item in (document["paths"] | document.get("webhooks", {})).items():
        for method, operation in item.items():
            parts = {"request": operation.get("requestBody", {})}
            parts |= {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}
            for name, part in parts.items():
                for mediaType, content in part.get("content", {}).items():
                    if mediaType.endswith("json"):
                        yield f"{method.upper()} {path} {name}", content


sys.exit(main(sys.argv[1]))
