import Glibc
import Kernel

/// The real type of a file.
struct Sniffed: Equatable, Sendable {
    let type: MediaType
    /// It contains scripts, forms or attachments, which a reader runs or opens.
    var isActive = false
}

/// Finds the type of a file by its content, and checks that it is complete and of one type only.
enum Sniffer {
    static func look(at path: String, size: Int, for types: [MediaType]) throws -> Sniffed? {
        guard let file = try Disk.openToRead(path) else { throw DiskError("open", path) }
        defer { close(file) }
        return try look(at: Content(file: file, size: size), for: types)
    }

    /// Nil for a file of none of `types`; a file with the beginning of another type is not read further.
    static func look(
        at content: Content,
        for types: [MediaType] = MediaType.allCases
    ) throws -> Sniffed? {
        let head = try content.bytes(at: 0, 1024)
        guard let format = FileFormat.all.first(where: { $0.begins(head) }),
            format.types.contains(where: types.contains),
            let found = try format.check(content, head)
        else { return nil }
        // An envelope contains another file, and only programs for envelopes open it.
        guard found.type != .p7m else { return found }
        // PDF readers look for the header in the first kilobyte.
        if found.type != .pdf, head.firstPosition(of: "%PDF-".utf8) != nil { throw Unsound.ambiguous }
        if hasMarkup(head) { throw Unsound.ambiguous }
        if !isArchive(found.type), try ZipDirectory.stands(in: content) { throw Unsound.ambiguous }
        return found
    }

    private static func isArchive(_ type: MediaType) -> Bool {
        [.docx, .xlsx, .pptx, .zip].contains(type)
    }

    /// Whether a browser or an interpreter might take the file for a page or a program.
    private static func hasMarkup(_ head: [UInt8]) -> Bool {
        let lower = head.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        return ["<html", "<script", "<!doctype", "<?php", "<svg", "<iframe"].contains {
            lower.firstPosition(of: $0.utf8) != nil
        }
    }
}

/// The beginning of files of some types, and the check of their soundness.
struct FileFormat: Sendable {
    let types: [MediaType]
    let begins: @Sendable (_ head: [UInt8]) -> Bool
    /// Nil for a file of another type after all.
    let check: Check

    typealias Check = @Sendable (_ content: Content, _ head: [UInt8]) throws -> Sniffed?

    // The first match counts; a PDF may have other bytes before its header.
    // swift-format-ignore
    static let all = [
        FileFormat([.pdf],               { $0.starts(with: "%PDF-") },                                        PDFCheck.check),
        FileFormat([.jpeg],              { $0.starts(with: [0xFF, 0xD8, 0xFF]) },                             sound(.jpeg, JPEGCheck.check)),
        FileFormat([.png],               { $0.starts(with: PNGCheck.signature) },                             sound(.png, PNGCheck.check)),
        FileFormat([.webp],              { $0.starts(with: "RIFF") && $0.dropFirst(8).starts(with: "WEBP") }, sound(.webp, WebPCheck.check)),
        FileFormat([.tiff],              { $0.starts(with: [0x49, 0x49, 42, 0]) || $0.starts(with: [0x4D, 0x4D, 0, 42]) }, sound(.tiff, TIFFCheck.check)),
        FileFormat([.docx, .xlsx, .pptx, .zip], { $0.starts(with: [0x50, 0x4B, 3, 4]) },                             OfficeCheck.check),
        FileFormat([.heic, .m4a],        { $0.dropFirst(4).starts(with: "ftyp") },                            MediaBoxes.check),
        FileFormat([.wav],               { $0.starts(with: "RIFF") && $0.dropFirst(8).starts(with: "WAVE") }, sound(.wav, WAVCheck.check)),
        FileFormat([.ogg],               { $0.starts(with: "OggS") },                                         sound(.ogg, OggCheck.check)),
        FileFormat([.mp3],               MP3Check.begins,                                                     sound(.mp3, MP3Check.check)),
        FileFormat([.p7m],               EnvelopeCheck.begins,                                                EnvelopeCheck.check),
        FileFormat([.p7m],               TextEnvelope.begins,                                                 TextEnvelope.check),
        FileFormat([.pdf],               PDFCheck.beginsLater,                                                PDFCheck.check),
    ]

    private init(
        _ types: [MediaType],
        _ begins: @escaping @Sendable (_ head: [UInt8]) -> Bool,
        _ check: @escaping Check
    ) {
        (self.types, self.begins, self.check) = (types, begins, check)
    }

    private static func sound(
        _ type: MediaType,
        _ check: @escaping @Sendable (Content) throws -> Void
    ) -> Check {
        { content, _ in
            try check(content)
            return Sniffed(type: type)
        }
    }
}
