"""The store: where everything is kept. It alone knows one database engine from the other, and it alone commits."""

from api.store.disks import is_network_disk, kind_of_disk
from api.store.keeping import Db, Store
from api.store.postgresql import CONNECTIONS
from api.store.refusing import StoreUnfit, refusal
from api.store.sqlite import TURNS_TO_CHECKPOINT

__all__ = [
    "CONNECTIONS",
    "TURNS_TO_CHECKPOINT",
    "Db",
    "Store",
    "StoreUnfit",
    "is_network_disk",
    "kind_of_disk",
    "refusal",
]
