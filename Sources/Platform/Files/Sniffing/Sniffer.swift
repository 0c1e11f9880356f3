import Glibc
import Kernel

/// Tells what a file is by looking inside, and that it is only that, and all of it.
enum Sniffer {
    static func type(ofFileAt path: String, size: Int) throws -> MediaType? {
        guard let file = try Disk.openToRead(path) else { throw DiskError("open", path) }
        defer { close(file) }
        return try type(of: Content(file: file, size: size))
    }

    /// Nil when it is nothing the house knows.
    static func type(of content: Content) throws -> MediaType? {
        let head = try content.bytes(at: 0, 1024)
        guard let type = try type(of: content, head) else { return nil }
        // Readers of PDF look for its header in the first kilobyte; an envelope has another file in it.
        if type != .pdf, type != .p7m, head.firstPosition(of: "%PDF-".utf8) != nil {
            throw Unsound.ambiguous
        }
        if type != .p7m, hasMarkup(head) { throw Unsound.ambiguous }
        if type != .p7m, !isArchive(type), try ZipDirectory.stands(in: content) { throw Unsound.ambiguous }
        return type
    }

    private static func type(of content: Content, _ head: [UInt8]) throws -> MediaType? {
        if head.starts(with: "%PDF-") {
            try PDFCheck.check(content)
            return .pdf
        }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            try JPEGCheck.check(content)
            return .jpeg
        }
        if head.starts(with: PNGCheck.signature) {
            try PNGCheck.check(content)
            return .png
        }
        if head.starts(with: "RIFF"), head.dropFirst(8).starts(with: "WEBP") {
            try WebPCheck.check(content)
            return .webp
        }
        if head.starts(with: [0x49, 0x49, 42, 0]) || head.starts(with: [0x4D, 0x4D, 0, 42]) {
            try TIFFCheck.check(content)
            return .tiff
        }
        if head.starts(with: [0x50, 0x4B, 3, 4]) { return try OfficeCheck.type(of: content) }
        if head.dropFirst(4).starts(with: "ftyp") { return try HEICCheck.type(of: content, head) }
        if head.first == 0x30 { return try EnvelopeCheck.type(of: content, head) }
        return nil
    }

    private static func isArchive(_ type: MediaType) -> Bool {
        type == .docx || type == .xlsx || type == .zip
    }

    /// What a browser or an interpreter that guesses would take for a page or a program.
    private static func hasMarkup(_ head: [UInt8]) -> Bool {
        let lower = head.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        return ["<html", "<script", "<!doctype", "<?php", "<svg", "<iframe"].contains {
            lower.firstPosition(of: $0.utf8) != nil
        }
    }
}
