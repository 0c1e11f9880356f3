import CDispatch
import Dispatch
import Glibc
import Kernel

/// The system calls for file storage; all of them block, so a ``ThreadPool`` makes them.
enum Disk {
    /// Creates a folder and those above it, each durable before its content.
    static func makeFolder(_ path: String) throws {
        var status = stat()
        if stat(path, &status) == 0 { return }
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            let parent = made.isEmpty ? "/" : made
            made += "/" + part
            if mkdir(made, 0o700) == 0 {
                try syncFolder(parent)
            } else if errno != EEXIST {
                throw DiskError("mkdir", made)
            }
        }
    }

    /// Creates a new file for its owner only.
    static func create(_ path: String) throws -> Int32 {
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DiskError("create", path) }
        return file
    }

    static func openToRead(_ path: String) throws -> Int32? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file < 0 else { return file }
        guard errno == ENOENT else { throw DiskError("open", path) }
        return nil
    }

    static func write(_ bytes: [UInt8], to file: Int32) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw DiskError("write", "") }
            rest = rest.dropFirst(written)
        }
    }

    /// Fewer than `count` bytes only at the end.
    static func read(_ file: Int32, at offset: Int, count: Int) throws -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            done = 0
            while done < count {
                let target = buffer.baseAddress.map { $0 + done }
                let got = pread(file, target, count - done, off_t(offset + done))
                if got < 0, errno == EINTR { continue }
                failed = got < 0
                if got <= 0 { break }
                done += got
            }
        }
        if failed { throw DiskError("read", "") }
        return bytes
    }

    static func size(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// The time of the last change, in seconds since 1970.
    static func changed(_ path: String) -> Int64? {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_mtim.tv_sec) : nil
    }

    static func sync(_ file: Int32, _ path: String) throws {
        guard fsync(file) == 0 else { throw DiskError("fsync", path) }
    }

    /// Makes the names in a folder durable.
    static func syncFolder(_ path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw DiskError("open", path) }
        defer { close(folder) }
        try sync(folder, path)
    }

    static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else { throw DiskError("rename", target) }
    }

    static func remove(_ path: String) throws {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw DiskError("unlink", path)
    }

    /// Does nothing when there is no such folder.
    static func removeEmptyFolder(_ path: String) throws {
        guard rmdir(path) != 0, errno != ENOENT else { return }
        throw DiskError("rmdir", path)
    }

    /// False for a link to a folder.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    static func names(in path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}

/// A failed system call.
struct DiskError: Error, CustomStringConvertible {
    let code: Int32
    let description: String

    init(_ call: String, _ path: String) {
        code = errno
        description = "\(call) \(path): \(String(cString: strerror(errno)))"
    }
}
