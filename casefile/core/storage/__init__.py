"""Files named by their SHA-256, encrypted: staged, fsynced, put in place; only then may a row speak of them.

One setting, CASEFILE_STORE, says where they lie: a folder of this machine or a bucket of an S3-compatible store.
"""

from casefile.core.errors import Damaged, StorageFull, StoreUnavailable
from casefile.core.storage.envelope import CHUNK
from casefile.core.storage.files import (
    ALTERED,
    STALE_AFTER,
    Incomplete,
    Place,
    Stored,
    digest,
    open_file,
    open_sealed,
    place,
    receive,
    settle,
    staging,
    stored_digests,
    sweep_staging,
)
from casefile.core.storage.spoken import remove_unspoken, spoken_for, unspoken
from casefile.core.storage.writing import Readable

__all__ = ["ALTERED", "CHUNK", "STALE_AFTER", "Damaged", "Incomplete", "Place", "Readable", "StorageFull",
           "StoreUnavailable", "Stored", "digest", "open_file", "open_sealed", "place", "receive", "remove_unspoken",
           "settle", "spoken_for", "staging", "stored_digests", "sweep_staging", "unspoken"]
