"""Score, rank and grade alone in DuckDB, on its own in-memory table: the peer of the engine.

Arguments: a CSV of marks (month, subject, group, points in hundredths) and how many times. Prints its version, then for
each time the milliseconds and how many outcomes there were.
"""

import sys
import time

import duckdb

base = duckdb.connect()
print(duckdb.__version__, flush=True)
base.execute(
    "CREATE TABLE mark AS SELECT * FROM read_csv(?, header = true, columns = {"
    "'month': 'SMALLINT', 'subject': 'INTEGER', 'ranked_in': 'TINYINT', 'points': 'INTEGER'})",
    [sys.argv[1]],
)
for _ in range(int(sys.argv[2])):
    begun = time.perf_counter()
    base.execute(
        """
        CREATE OR REPLACE TABLE outcome AS
        SELECT month, subject, score,
               rank() OVER (PARTITION BY month, ranked_in ORDER BY score DESC) AS place,
               CASE WHEN score >= 9000 THEN '优秀' WHEN score >= 8000 THEN '良好'
                    WHEN score >= 6000 THEN '合格' ELSE '不合格' END AS grade
        FROM (SELECT month, subject, any_value(ranked_in) AS ranked_in, sum(points) AS score
              FROM mark GROUP BY month, subject)
        """
    )
    taken = time.perf_counter() - begun
    count, ranks = base.execute("SELECT count(*), sum(place) FROM outcome").fetchone()
    print(f"{taken * 1e3:.3f} {count} {ranks}", flush=True)
