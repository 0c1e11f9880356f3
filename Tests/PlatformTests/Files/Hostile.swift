import TestKit

@testable import Platform

/// Files that want a check to work for longer than they are worth: looped, repeated, nested, overlapping, with counts at their
/// maximum.
struct Hostile: Sendable, CustomStringConvertible {
    let description: String
    let bytes: [UInt8]

    init(_ description: String, _ bytes: [UInt8]) {
        (self.description, self.bytes) = (description, bytes)
    }

    static let all: [Hostile] = tiff + images + archives + envelopes + papers

    private static let tiff = [
        Hostile("a directory that is its own next", directory(entries: 1, count: 5_000, next: 8)),
        Hostile("two entries and a loop", directory(entries: 2, count: 5_000, next: 8)),
        Hostile("a loop of two directories", loop),
        Hostile("a hundred entries that name the same bytes", directory(entries: 100, count: 250_000)),
        Hostile("as many entries as there can be", directory(entries: 65_535, count: 50_000)),
        Hostile("strips without number", directory(entries: 4, count: 250_000, tag: 273)),
        Hostile("the same strips in every directory", manyDirectories),
        Hostile("counts that overflow", directory(entries: 1, count: 0xFFFF_FFFF, filling: 16)),
    ]

    // swift-format-ignore
    private static let images = [
        Hostile("fill bytes without end",        [0xFF, 0xD8] + fill(1 << 20, 0xFF)),
        Hostile("restart marks without a scan",  [0xFF, 0xD8] + repeated([0xFF, 0xD0], 1 << 19)),
        Hostile("empty scans",                   [0xFF, 0xD8] + repeated([0xFF, 0xDA, 0, 2], 1 << 18)),
        Hostile("empty segments",                [0xFF, 0xD8] + repeated([0xFF, 0xE0, 0, 2], 1 << 18)),
        Hostile("a scan of nothing but stuffing", [0xFF, 0xD8, 0xFF, 0xDA, 0, 2] + repeated([0xFF, 0], 1 << 19)),
        Hostile("empty chunks of PNG",           PNGCheck.signature + Sample.chunk("IHDR", fill(13, 0)) + repeated(Sample.chunk("tEXt", []), 80_000)),
        Hostile("empty chunks of WebP",          riff(repeated(Array("ABCD".utf8) + [0, 0, 0, 0], 120_000))),
        Hostile("empty boxes of HEIC",           Sample.box("ftyp", Array("heic\0\0\0\0".utf8)) + repeated(Sample.box("free", []), 120_000)),
    ]

    private static let archives = [
        Hostile("entries of an archive that overlap", zip(entries: 10_000, count: 10_000)),
        Hostile("more entries than there are", zip(entries: 10, count: 65_535)),
        Hostile("end marks without end", Array("PK\u{3}\u{4}".utf8) + repeated([0x50, 0x4B, 5, 6], 1 << 14)),
        Hostile("names that go on and on", zip(entries: 60, count: 60, name: fill(60_000, 0x61))),
    ]

    private static let envelopes = [
        Hostile("a length of six bytes", [0x30, 0x86] + fill(6, 0xFF) + Sample.p7m.dropFirst(2)),
        Hostile(
            "text that never becomes an envelope",
            Array(Sample.base64(Sample.p7m).utf8.prefix(64)) + fill(1 << 20, 0x41)
        ),
        Hostile(
            "an envelope of blanks",
            Array(Sample.base64(Sample.p7m).utf8.prefix(64)) + fill(1 << 20, 0x20)
        ),
    ]

    private static let papers = [
        Hostile("a paper of zeros", Array("%PDF-1.7\n".utf8) + fill(1 << 20, 0)),
        Hostile(
            "pointers without end",
            Array("%PDF-1.7\n".utf8) + repeated(Array("startxref ".utf8), 100_000)
        ),
    ]

    static func fill(_ count: Int, _ byte: UInt8) -> [UInt8] { [UInt8](repeating: byte, count: count) }

    static func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        var all: [UInt8] = []
        all.reserveCapacity(bytes.count * count)
        for _ in 0..<count { all += bytes }
        return all
    }

    private static func entry(_ tag: Int, _ count: Int, at place: Int) -> [UInt8] {
        Sample.little(tag, 2) + Sample.little(4, 2) + Sample.little(count, 4) + Sample.little(place, 4)
    }

    /// One directory whose entries all name the same numbers.
    private static func directory(
        entries: Int,
        count: Int,
        tag: Int = 700,
        next: Int = 0,
        filling: Int? = nil
    ) -> [UInt8] {
        let place = 8 + 2 + entries * 12 + 4
        return [0x49, 0x49, 42, 0, 8, 0, 0, 0] + Sample.little(entries, 2)
            + repeated(entry(tag, count, at: place), entries) + Sample.little(next, 4)
            + fill(filling ?? count * 4, 0)
    }

    private static let loop =
        [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0] + entry(700, 5_000, at: 44) + Sample.little(26, 4)
        + [1, 0] + entry(700, 5_000, at: 44) + Sample.little(8, 4) + fill(20_000, 0)

    private static let manyDirectories: [UInt8] = {
        let (pages, strips) = (3_000, 20_000)
        let place = 8 + pages * 30
        var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
        for page in 1...pages {
            bytes += [2, 0] + entry(273, strips, at: place) + entry(279, strips, at: place)
            bytes += Sample.little(page == pages ? 0 : 8 + page * 30, 4)
        }
        return bytes + fill(strips * 4, 0)
    }()

    private static func riff(_ chunks: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + Sample.little(chunks.count + 4, 4) + Array("WEBP".utf8) + chunks
    }

    private static func zip(entries: Int, count: Int, name: [UInt8] = Array("a".utf8)) -> [UInt8] {
        let one: [UInt8] =
            [0x50, 0x4B, 1, 2] + fill(16, 0) + Sample.little(60_000, 4) + Sample.little(60_000, 4)
            + Sample.little(name.count, 2) + fill(16, 0) + name
        let directory = repeated(one, entries)
        return [0x50, 0x4B, 3, 4] + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Sample.little(count, 2)
            + Sample.little(count, 2) + Sample.little(directory.count, 4) + Sample.little(4, 4) + [0, 0]
    }
}
