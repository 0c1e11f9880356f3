import Glibc
import Kernel

/// A program of this machine that processes foreign files.
///
/// It has limits of time, memory and disk, and access to the named files only.
enum ChildProcess {
    struct Limits: Sendable {
        var time: Duration
        var memoryBytes: Int
        var fileBytes: Int
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static let glance: UInt32 = 20_000

    /// Blocks until the program has ended, and throws unless it succeeds in time.
    static func run(_ arguments: [String], _ limits: Limits) throws {
        let child = try start(limited(arguments, limits))
        let end = ContinuousClock.now + limits.time
        var status: Int32 = 0
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { break }
            if ended < 0, errno != EINTR { throw Failure(description: "lost") }
            guard ContinuousClock.now < end else {
                kill(-child, SIGKILL)
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                throw Failure(description: "took too long")
            }
            usleep(glance)
        }
        guard status == 0 else {
            let signal = status & 0x7F
            throw Failure(
                description: signal == 0 ? "ended with \(status >> 8 & 0xFF)" : "killed by signal \(signal)"
            )
        }
    }

    /// Has a shell set the limits and then become the program; no text of the shell's script comes from the file.
    private static func limited(_ arguments: [String], _ limits: Limits) -> [String] {
        let seconds = max(1, Int(limits.time.micros / 1_000_000))
        let script = """
            ulimit -c 0; ulimit -t \(seconds); ulimit -v \(limits.memoryBytes / 1_024); ulimit -f \(limits.fileBytes / 512)
            exec "$@"
            """
        return ["/bin/sh", "-c", script, "sh"] + arguments
    }

    private static let environment = [
        "PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8", "HOME=/nonexistent",
    ]

    /// Marks every open file and socket of the server to be closed in the program.
    private static func keepHandles() {
        for handle in Disk.names(in: "/proc/self/fd").compactMap(Int32.init) where handle > 2 {
            _ = fcntl(handle, F_SETFD, FD_CLOEXEC)
        }
    }

    private static func start(_ arguments: [String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for handle: Int32 in 0...2 {
            posix_spawn_file_actions_addopen(
                &actions,
                handle,
                "/dev/null",
                handle == 0 ? O_RDONLY : O_WRONLY,
                0
            )
        }
        keepHandles()
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Its own process group can be killed as a whole, and no signal that the server blocks stays blocked.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        var child: pid_t = 0
        let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        let environment: [UnsafeMutablePointer<CChar>?] = Self.environment.map { strdup($0) } + [nil]
        defer { for text in words + environment { free(text) } }
        let code = posix_spawn(&child, arguments[0], &actions, &attributes, words, environment)
        guard code == 0 else { throw Failure(description: String(cString: strerror(code))) }
        return child
    }
}
