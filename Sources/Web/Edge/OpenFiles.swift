import Glibc

/// How many files and sockets the process may have open.
public enum OpenFiles {
    /// Takes all that the system would give, and says how many that is.
    public static func raiseLimit() -> Int {
        let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(files, &limit) == 0 else { return 1_024 }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(files, &raised) == 0 { limit = raised }
        }
        return Int(min(limit.rlim_cur, 1 << 30))
    }

    /// How many of them may be connections: what databases, uploads and calls of our own need is left to them.
    public static func connections(of files: Int, atMost most: Int) -> Int {
        let reserve = max(64, min(1_024, files / 4))
        return max(16, min(most, files - reserve))
    }
}
