"""The same rows from the same PostgreSQL by FastAPI, two workers; the token is compared, not verified, in its favour."""
import datetime
import os
import uuid

import asyncpg
from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel


class Row(BaseModel):
    id: uuid.UUID
    service: str
    tax_year: int
    status: str
    customer_id: uuid.UUID
    customer_name: str
    operator_id: uuid.UUID | None
    created_at: datetime.datetime
    queued_at: datetime.datetime
    updated_at: datetime.datetime
    submitted_at: datetime.datetime | None
    due_at: datetime.datetime | None
    version: int


class Rows(BaseModel):
    data: list[Row]


async def authenticated(request: Request):
    if request.headers.get("authorization") != "Bearer " + os.environ["PEER_TOKEN"]:
        raise HTTPException(401)


app = FastAPI(dependencies=[Depends(authenticated)])


@app.on_event("startup")
async def connect():
    app.state.pool = await asyncpg.create_pool(os.environ["PEER_DATABASE"], min_size=4, max_size=8)


@app.get("/list", response_model=Rows)
async def rows():
    return {"data": [dict(row) for row in await app.state.pool.fetch(os.environ["PEER_LIST"])]}


@app.get("/one/{id}", response_model=Row)
async def row(id: uuid.UUID):
    found = await app.state.pool.fetchrow(os.environ["PEER_ONE"], id)
    if found is None:
        raise HTTPException(404)
    return dict(found)
