"""All that a store says, so that two stores can be held against each other whatever numbers they gave to things."""
import sqlite3
import zlib

# Columns that name something by its number in another table.
NAMES = {"name", "parent", "dataset"}
TEXTS = {"template", "tags"}
WORDS = {"licence", "licence_name", "licence_link", "task", "library", "new_version", "model_type",
         "code_repository", "word", "config", "split", "metric"}


def counters(db, who):
    """The columns of counters as rows: week, kind, model, number."""
    for day, kind, chunk, packed in db.execute("SELECT s.date, kind, chunk, data FROM counter c "
                                               "JOIN snapshot s ON s.id = c.snapshot"):
        key, value, shift = chunk * 65536, 0, 0
        for byte in zlib.decompress(packed):
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                if value:
                    yield day, kind, who.get(key, key), value - 1
                key, value, shift = key + 1, 0, 0


def dump(path):
    """All that a store says, in words instead of numbers and in an order of its own; staging has to be empty."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    name, word = (dict(db.execute(f"SELECT id, text FROM {table}")) for table in ("name", "word"))
    text = dict(db.execute("SELECT id, body FROM text"))
    day = dict(db.execute("SELECT id, date FROM snapshot"))
    who = {key: oid or name[holder] for key, oid, holder in db.execute("SELECT key, oid, name FROM model")}

    def in_words(table, column, value):
        if column in NAMES and not (table == "evaluation"):
            return name[value]
        if column in WORDS or (table == "evaluation" and column in ("task", "dataset", "source")):
            return word.get(value)
        if column in TEXTS:
            return text.get(value)
        if column in ("from_s", "to_s", "snapshot"):
            return day.get(value, value)
        return who.get(value) if column == "model" else value

    rows = []
    for table in ("fact", "edge", "data", "evaluation", "rename", "alias", "finding"):
        cursor = db.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in cursor.description]
        rows += [(table, *(in_words(table, *cell) for cell in zip(columns, row))) for row in cursor]
    rows += [("snapshot", *row) for row in db.execute("SELECT date, source, models, complete, findings FROM snapshot")]
    rows += [("model", who[key], name[held], now) for key, held, now in
             db.execute("SELECT key, name, hash FROM model WHERE hash IS NOT NULL")]
    rows += [("counter", *row) for row in counters(db, who)]
    staged = [table for table, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND "
                                             "(name GLOB 'stage*' OR name = 'crawl')").fetchall()
              if db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]]
    db.close()
    assert not staged, f"something is still staged: {staged}"
    return sorted(rows, key=repr)
