import Kernel

/// Scans the objects of a PDF for active content: programs, scripts, forms, attachments.
///
/// It reads every object, used or not, also inside object streams, because the choice among them differs between
/// readers.
struct PDFScan {
    private let content: Content
    private(set) var findings = PDFFindings()
    private var paths = PDFPaths()
    /// The number of bytes that object streams may still unpack to.
    private var room: Int

    private static let maximumUnpacked = 64 << 20

    private init(_ content: Content) {
        self.content = content
        room = min(Self.maximumUnpacked, 16 * content.size + (4 << 20))
    }

    static func findings(in content: Content) throws -> PDFFindings {
        var scan = PDFScan(content)
        try scan.readObjects()
        scan.findings.runsByItself = scan.findings.runsByItself || scan.paths.reachScript()
        scan.findings.isOpaque = scan.findings.isOpaque || scan.paths.isFull
        return scan.findings
    }

    private static let mark = Array("obj".utf8)

    private mutating func readObjects() throws {
        var position = 0
        while let found = try content.position(from: position, overlap: 2, { $0.position(of: Self.mark) }) {
            position = found + Self.mark.count
            // The end of an object.
            if try content.byte(at: found - 1) == UInt8(ascii: "d") { continue }
            try read(try number(before: found), in: content, at: position)
        }
    }

    /// The object's number; nil when another token comes between it and `obj`.
    private func number(before mark: Int) throws -> Int? {
        var position = mark - 1
        func skip(_ isSkipped: (UInt8) -> Bool) throws {
            while let byte = try content.byte(at: position), isSkipped(byte) { position -= 1 }
        }
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        try skip(\.isBlank)
        try skip(isDigit)
        try skip(\.isBlank)
        let end = position
        try skip(isDigit)
        guard end > position, end - position <= 10 else { return nil }
        return Int(String(decoding: try content.bytes(at: position + 1, end - position), as: UTF8.self))
    }

    private mutating func read(_ number: Int?, in content: Content, at start: Int) throws {
        var reader = PDFObjectReader(content, at: start)
        guard let object = try reader.read(&findings, &paths) else { return }
        paths.add(object, number)
        // Not every reader checks the type.
        guard reader.isStream, object.isObjectStream || object.first != nil, content === self.content else {
            return
        }
        try readStream(object, at: reader.position)
    }

    /// Readers skip one line break after `stream`.
    private mutating func readStream(_ stream: PDFFrame, at position: Int) throws {
        var start = position
        if try content.byte(at: start) == 0x0D { start += 1 }
        if try content.byte(at: start) == 0x0A { start += 1 }
        guard let first = stream.first, first >= 0, stream.predictor ?? 1 <= 1,
            let bytes = try unpacked(stream, at: start)
        else {
            findings.isOpaque = true
            return
        }
        let inner = Content(bytes, content.allowance.inner(size: bytes.count))
        var lexer = PDFLexer(inner, at: 0)
        var met: Set<Int> = []
        guard first < bytes.count else { return }
        while lexer.position < first, case .integer(let number) = try lexer.next(),
            case .integer(let offset) = try lexer.next()
        {
            guard (0..<bytes.count).contains(offset), met.insert(offset).inserted else { continue }
            try read(number, in: inner, at: first + offset)
        }
    }

    /// Nil for a filter that no honest program uses for such streams.
    private mutating func unpacked(_ stream: PDFFrame, at start: Int) throws -> [UInt8]? {
        switch stream.filters {
        case ["FlateDecode"]:
            let unpacked = try Unpacking.inflate(content, at: start, hint: stream.length, atMost: room)
            room -= unpacked.bytes.count
            return unpacked.isSound ? unpacked.bytes : nil
        case []:
            let end = try content.position(from: start, overlap: 8) {
                $0.position(of: Array("endstream".utf8))
            }
            return try content.bytes(at: start, (end ?? content.size) - start)
        default: return nil
        }
    }
}

/// The active content found in a PDF.
struct PDFFindings: Equatable {
    /// Starts programs or opens files.
    var launches = false
    /// Runs a script by itself.
    var runsByItself = false
    /// Has scripts that run when it is opened, as forms do.
    var hasDocumentScripts = false
    var hasScripts = false
    var isForm = false
    var hasAttachments = false
    /// Plays, sends or fetches something.
    var reaches = false
    var isEncrypted = false
    /// Has objects that could not be read.
    var isOpaque = false

    /// Whether the document is refused: no honest sender sends such a document.
    ///
    /// In an encrypted document unreadable parts are accepted.
    var isRefused: Bool { actsByItself || isOpaque && !isEncrypted }

    var actsByItself: Bool {
        launches || runsByItself || hasDocumentScripts && !isForm && !hasAttachments
    }

    var isActive: Bool {
        hasDocumentScripts || hasScripts || isForm || hasAttachments || reaches || isEncrypted || isOpaque
    }
}

/// The references from one object to another.
struct PDFPaths {
    private var objects: [Int: [PDFFrame]] = [:]
    /// Actions that run by themselves, and dictionaries of triggers with a mark for those of a field or an annotation.
    private var starts: [Int] = []
    private var triggers: [(object: Int, isPart: Bool)] = []
    private var count = 0

    private static let most = 200_000
    /// The key of objects with an unknown number.
    private static let unknown = -1

    /// Whether there are more references than any real document has.
    var isFull: Bool { count > Self.most }

    mutating func start(_ objects: [Int]) {
        count += objects.count
        if !isFull { starts += objects }
    }

    mutating func trigger(_ object: Int, isPart: Bool) {
        count += 1
        if !isFull { triggers.append((object, isPart)) }
    }

    mutating func add(_ object: PDFFrame, _ number: Int?) {
        guard !object.isIdle else { return }
        count += 1 + object.next.count
        if !isFull { objects[number ?? Self.unknown, default: []].append(object) }
    }

    /// Whether a script is reached from an action that runs by itself.
    func reachScript() -> Bool {
        var waiting = starts
        for (object, isPart) in triggers {
            for found in named(object) {
                let pulled = isPart ? [found.always] : [found.always, found.byHand]
                if pulled.contains(where: \.isScript) { return true }
                waiting += pulled.flatMap(\.objects)
            }
        }
        var met: Set<Int> = []
        while let object = waiting.popLast() {
            guard met.insert(object).inserted else { continue }
            for found in named(object) {
                if found.isScript { return true }
                waiting += found.next
            }
        }
        return false
    }

    private func named(_ object: Int) -> [PDFFrame] {
        (objects[object] ?? []) + (objects[Self.unknown] ?? [])
    }
}
