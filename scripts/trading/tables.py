"""The raw rows of a running server, read past it: identities as texts, moments as microseconds or RFC 3339."""
import json
import sqlite3
import subprocess
import uuid

END = "-- end of the rows"


class Tables:
    def __init__(self, server):
        self.server = server
        self.is_file = server.database.startswith("sqlite:")
        self.file = self.psql = None

    def __call__(self, sql):
        return self.of_file(sql) if self.is_file else self.of_postgres(sql)

    def of_file(self, sql):
        if self.file is None:
            self.file = sqlite3.connect(self.server.database[len("sqlite:"):], timeout=30, check_same_thread=False)
            self.file.row_factory = sqlite3.Row
        return [{name: plain(row[name]) for name in row.keys()} for row in self.file.execute(sql)]

    def of_postgres(self, sql):
        """Of one psql for all of them, which takes twenty times as long to start as to answer."""
        if self.psql is None:
            self.psql = subprocess.Popen(["psql", "-qAt", "-v", "ON_ERROR_STOP=1", self.address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.psql.stdin.write(f"SELECT coalesce(json_agg(t), '[]')::text || E'\\n{END}' FROM ({sql}) t;\n")
        self.psql.stdin.flush()
        lines = []
        while (line := self.psql.stdout.readline()) != END + "\n":
            if not line:
                raise SystemExit(f"psql refused {sql}")
            lines.append(line)
        return json.loads("".join(lines))

    @property
    def address(self):
        return f"{self.server.database}?options=-csearch_path%3D{self.server.product}"

    def change(self, sql):
        """PostgreSQL only: changes that no request can make, such as the passing of time."""
        subprocess.run(["psql", "-qAt", self.address, "-c", sql], check=True)

    def stock(self):
        return {row["id"]: row["stock"] for row in self("SELECT id, stock FROM product")}


def plain(value):
    return str(uuid.UUID(bytes=value)) if isinstance(value, bytes) and len(value) == 16 else value
