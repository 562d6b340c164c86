"""Read Qt binary resource files (.rcc): the tree of names and the bytes of each file."""

import struct
import zlib

COMPRESSED, DIRECTORY, ZSTD = 1, 2, 4


class RccError(Exception):
    """Not a resource file this reader understands."""


def read_files(data):
    """{path: bytes} of a resource file of format version 1 to 3.  Files packed with Zstandard are refused."""
    try:
        magic, version, tree, payload, names = struct.unpack_from(">4sIIII", data, 0)
        if magic != b"qres" or not 1 <= version <= 3:
            raise RccError("not a Qt resource file of version 1 to 3")
        node_size = 14 if version == 1 else 22
        files = {}

        def piece(start, size):
            if start + size > len(data):
                raise RccError("damaged resource file: it ends too early")
            return data[start:start + size]

        def name_at(offset):
            length, = struct.unpack_from(">H", data, names + offset)
            start = names + offset + 6  # two bytes of length, four of hash
            return piece(start, 2 * length).decode("utf-16-be")

        def content(offset, flags):
            size, = struct.unpack_from(">I", data, payload + offset)
            raw = piece(payload + offset + 4, size)
            if flags & ZSTD:
                raise RccError("a file in it is packed with Zstandard")
            # Qt puts the size before the zlib stream.
            return zlib.decompress(raw[4:]) if flags & COMPRESSED else bytes(raw)

        def walk(number, path, depth):
            if depth > 64:
                raise RccError("its folders are nested too deep")
            name_offset, flags = struct.unpack_from(">IH", data, tree + number * node_size)
            here = path + [name_at(name_offset)] if number else path
            if flags & DIRECTORY:
                count, first = struct.unpack_from(">II", data, tree + number * node_size + 6)
                if count > len(data):
                    raise RccError("a folder in it has an impossible size")
                for child in range(first, first + count):
                    if child <= number:
                        raise RccError("its folders form a ring")
                    walk(child, here, depth + 1)
            else:
                offset, = struct.unpack_from(">I", data, tree + number * node_size + 10)
                files["/".join(here)] = content(offset, flags)

        walk(0, [], 0)
        return files
    except (struct.error, zlib.error, UnicodeDecodeError) as error:
        raise RccError(f"damaged resource file: {error}") from None
