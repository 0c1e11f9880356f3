"""The raw rows of a running server, read past it: identities as texts, moments as microseconds or RFC 3339."""
import json
import sqlite3
import subprocess
import uuid


class Tables:
    def __init__(self, server):
        self.server = server
        self.is_file = server.database.startswith("sqlite:")

    def __call__(self, sql):
        return self.of_file(sql) if self.is_file else self.of_postgres(sql)

    def of_file(self, sql):
        with sqlite3.connect(self.server.database[len("sqlite:"):], timeout=30) as db:
            db.row_factory = sqlite3.Row
            return [{name: plain(row[name]) for name in row.keys()} for row in db.execute(sql)]

    def of_postgres(self, sql):
        address = f"{self.server.database}?options=-csearch_path%3D{self.server.product}"
        text = subprocess.run(
            ["psql", "-qAt", address, "-c", f"SELECT coalesce(json_agg(t), '[]') FROM ({sql}) t"],
            check=True, capture_output=True, text=True,
        ).stdout
        return json.loads(text)

    def change(self, sql):
        """PostgreSQL only: changes that no request can make, such as the passing of time."""
        address = f"{self.server.database}?options=-csearch_path%3D{self.server.product}"
        subprocess.run(["psql", "-qAt", address, "-c", sql], check=True)

    def stock(self):
        return {row["id"]: row["stock"] for row in self("SELECT id, stock FROM product")}


def plain(value):
    return str(uuid.UUID(bytes=value)) if isinstance(value, bytes) and len(value) == 16 else value
