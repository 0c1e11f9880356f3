import Glibc
import Kernel

/// A file without a name, deleted with its last user: a buffer between the database and a reader.
final class Scratch: Sendable {
    private let file: Int32

    init(in folder: String) throws {
        try Disk.makeFolder(folder)
        let path = "\(folder)/export-\(Base64.url.encode(randomBytes(18)))"
        file = try Disk.create(path)
        try Disk.remove(path)
    }

    deinit {
        close(file)
    }

    func append(_ bytes: [UInt8]) throws {
        try Disk.write(bytes, to: file)
    }

    func read(at offset: Int, count: Int) throws -> [UInt8] {
        try Disk.read(file, at: offset, count: count)
    }
}
