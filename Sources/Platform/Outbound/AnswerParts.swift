import Glibc
import Web

/// The head of an answer, parsed line by line.
struct AnswerHead {
    private(set) var status = 0
    private(set) var fields: [(name: String, value: String)] = []
    private var size = 0

    private static let limit = 65_536

    /// False when the head is too large.
    mutating func append(_ bytes: UnsafeRawBufferPointer) -> Bool {
        size += bytes.count
        guard size <= Self.limit else { return false }
        let line = String(decoding: bytes.prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
        if line.begins(with: "HTTP/") {
            // The fields so far belonged to an interim answer (1xx).
            fields = []
            status = line.pieces(at: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if let value = line.after(":") {
            fields.append((name: String(line.before(":")), value: String(value.unpadded)))
        }
        return true
    }
}

/// The body of an answer: in memory or, for a success with a given path, in a file.
struct AnswerBody {
    let limit: Int
    let isCut: Bool
    let path: String?
    private(set) var bytes: [UInt8] = []
    private(set) var failure: HTTPFailure?
    /// The body was longer than the limit.
    private(set) var wasCut = false
    private var file: Int32?
    private var size = 0

    /// Limit for the body of an unsuccessful answer to a download.
    private static let refusalLimit = 65_536

    init(limit: Int, isCut: Bool, path: String?) {
        self.limit = limit
        self.isCut = isCut && path == nil
        self.path = path
    }

    mutating func append(_ part: UnsafeRawBufferPointer, status: Int) -> Bool {
        let isDownload = path != nil && (200..<300).contains(status)
        size += part.count
        if isCut, size > limit {
            bytes += part.prefix(max(0, limit - bytes.count))
            wasCut = true
            return false
        }
        guard size <= (path == nil || isDownload ? limit : Self.refusalLimit) else { return fail(.tooLarge) }
        guard isDownload else {
            bytes += part
            return true
        }
        return open() && write(part)
    }

    /// An empty body creates a file too.
    mutating func close(status: Int) throws(HTTPFailure) {
        if path != nil, (200..<300).contains(status), !open() { throw .file }
        if let file, Self.closeFile(file) != 0 {
            self.file = -1
            throw .file
        }
        file = nil
    }

    mutating func discard() {
        guard let file else { return }
        if file >= 0 { _ = Self.closeFile(file) }
        if let path { unlink(path) }
        self.file = nil
    }

    private mutating func open() -> Bool {
        guard file == nil, let path else { return true }
        let made = Self.createFile(path)
        guard made >= 0 else { return fail(.file) }
        file = made
        return true
    }

    private mutating func write(_ part: UnsafeRawBufferPointer) -> Bool {
        guard let file else { return false }
        var rest = part[...]
        while !rest.isEmpty {
            let count = Self.writeFile(file, UnsafeRawBufferPointer(rebasing: rest))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return fail(.file) }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private mutating func fail(_ reason: HTTPFailure) -> Bool {
        failure = reason
        return false
    }

    private static func createFile(_ path: String) -> Int32 {
        Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }

    private static func writeFile(_ file: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        Glibc.write(file, bytes.baseAddress, bytes.count)
    }

    private static func closeFile(_ file: Int32) -> Int32 {
        Glibc.close(file)
    }
}
