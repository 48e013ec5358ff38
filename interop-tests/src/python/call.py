"""Calls Glue and STS as a table says: a JSON list of steps on stdin, a JSON list of outcomes on stdout.

A step is {"call": "glue.create_registry", "input": {...}}. Three of its members are ours:
  "as": "session" calls with the credentials that the last sts.assume_role gave;
  "keep": {"name": "path.to.member"} remembers a member of the answer, and "$name" in a later input stands for it;
  "pages": true walks all pages with boto3's paginator, or with NextToken where it has none.
An outcome is {"output": ...} without the response metadata, or {"error": code, "message": ..., "status": ...}.
"""

import json
import sys

import boto3
from botocore.exceptions import ClientError, ParamValidationError

clients = {"glue": boto3.client("glue"), "sts": boto3.client("sts")}
kept = {}


def filled(value):
    if isinstance(value, dict):
        return {name: filled(each) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each) for each in value]
    return kept[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def member(value, path):
    for name in path.split("."):
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value


def client_of(step, service):
    if step.get("as") != "session":
        return clients[service]
    session = kept["session"]
    return boto3.client(
        service,
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
    )


def all_pages(client, operation, arguments):
    if client.can_paginate(operation):
        return list(client.get_paginator(operation).paginate(**arguments))
    pages = [getattr(client, operation)(**arguments)]
    while "NextToken" in pages[-1]:
        pages.append(getattr(client, operation)(**arguments, NextToken=pages[-1]["NextToken"]))
    return pages


def call(step):
    service, operation = step["call"].split(".")
    client = client_of(step, service)
    arguments = filled(step.get("input", {}))
    if step.get("pages"):
        return {"pages": all_pages(client, operation, arguments)}
    return getattr(client, operation)(**arguments)


def outcome(step):
    try:
        output = call(step)
    except ClientError as error:
        response = error.response
        status = response["ResponseMetadata"]["HTTPStatusCode"]
        return {"error": response["Error"]["Code"], "message": response["Error"]["Message"], "status": status}
    except ParamValidationError as error:
        return {"error": "ParamValidationError", "message": str(error)}
    for name, path in step.get("keep", {}).items():
        kept[name] = member(output, path)
    if step["call"] == "sts.assume_role":
        kept["session"] = output["Credentials"]
    for page in output.get("pages", [output]):
        page.pop("ResponseMetadata", None)
    return {"output": output}


json.dump([outcome(step) for step in json.load(sys.stdin)], sys.stdout, default=str)
