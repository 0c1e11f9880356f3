import Glibc

/// A file whose first bytes are sent while they are read.
final class UploadFile {
    private let file: Int32
    private let size: Int
    private var position = 0

    /// Nil when the file cannot be opened.
    init?(_ path: String, size: Int) {
        file = open(path, O_RDONLY | O_CLOEXEC)
        self.size = size
        guard file >= 0, size >= 0 else { return nil }
    }

    deinit {
        if file >= 0 { close(file) }
    }

    /// The number of bytes read, 0 at the end; nil when reading fails or the file is too short.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        let wanted = min(buffer.count, size - position)
        guard wanted > 0 else { return 0 }
        var count = pread(file, buffer.baseAddress, wanted, off_t(position))
        while count < 0, errno == EINTR { count = pread(file, buffer.baseAddress, wanted, off_t(position)) }
        guard count > 0 else { return nil }
        position += count
        return count
    }

    func seek(to offset: Int, from origin: Int32) -> Bool {
        guard origin == SEEK_SET, (0...size).contains(offset) else { return false }
        position = offset
        return true
    }
}
