import Foundation
import TestKit

/// A terminal with someone at it.
struct Keyboard: Sendable {
    private let desk: FileHandle
    /// Where the program reads.
    let end: FileHandle

    init() throws {
        let desk = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (lock, number): (CInt, CUnsignedInt) = (0, 0)
        guard desk >= 0, ioctl(desk, Self.setLock, &lock) == 0, ioctl(desk, Self.number, &number) == 0 else {
            throw TestFailure("no terminal is available")
        }
        self.desk = FileHandle(fileDescriptor: desk, closeOnDealloc: true)
        let end = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        self.end = FileHandle(fileDescriptor: end, closeOnDealloc: true)
    }

    // TIOCSPTLCK and TIOCGPTN, which Swift does not import; `posix_openpt` and its kin are hidden from it too.
    private static let setLock: UInt = 0x4004_5431
    private static let number: UInt = 0x8004_5430

    func type(_ text: String) {
        _ = write(desk.fileDescriptor, text, text.utf8.count)
    }

    /// The output of the terminal.
    var echo: String {
        _ = fcntl(desk.fileDescriptor, F_SETFL, O_NONBLOCK)
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(desk.fileDescriptor, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }
}
