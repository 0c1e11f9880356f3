import Glibc

extension Doctor {
    /// Checks that only the owner can read databases and mails: they hold personal data.
    func examineModes(_ configuration: Configuration, _ report: inout Report) {
        let open = Self.places(configuration).filter(Self.isOpen)
        if open.isEmpty {
            report.good("files", "databases, mails and secrets are readable by their owner only")
        } else {
            let words = open.joined(separator: " ")
            report.bad("files", "other users of this machine can read \(words); run `chmod go-rwx \(words)`")
        }
    }

    /// The database files with SQLite's companion files, and the folders of this server.
    static func places(_ configuration: Configuration) -> [String] {
        var places = ["data", "data/secret", MailRoute.developmentFolder, PushRoute.developmentFolder]
        for case .sqlite(let path, _) in configuration.databases.values {
            places += ["", "-wal", "-shm"].map { path + $0 }
        }
        if case .folder(let path) = configuration.storage { places.append(path) }
        if !configuration.spool.isEmpty { places.append(configuration.spool) }
        if let folder = configuration.backupTo { places.append(folder) }
        return places.sorted()
    }

    /// Whether anyone but the owner has access; a missing file is not open.
    ///
    /// Files in a closed folder are out of reach, whatever their own mode.
    static func isOpen(_ path: String) -> Bool {
        guard mode(of: path).map({ $0 & 0o077 != 0 }) == true else { return false }
        var folder = path[...]
        while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")), slash != folder.startIndex {
            folder = folder[..<slash]
            if let mode = mode(of: String(folder)), mode & 0o011 == 0 { return false }
        }
        return true
    }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode : nil
    }
}
