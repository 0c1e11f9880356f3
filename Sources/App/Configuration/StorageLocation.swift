import Platform
import Web

/// The location of all files; each product has its own folder or prefix in it.
enum StorageLocation: Sendable, Equatable {
    case folder(String)
    case bucket(Bucket.Settings)

    /// Reports faults to `reader`.
    static func read(_ reader: inout SettingsReader) -> StorageLocation {
        var text = reader.text(.storage)
        guard text.hasPrefix("s3://") else {
            while text.count > 1, text.hasSuffix("/") { text.removeLast() }
            if text.contains("://") { reader.fault(.storage, "must be a folder or begin with s3://") }
            return .folder(text)
        }
        let parts = text.dropFirst("s3://".count).split(separator: "/", maxSplits: 1)
        if parts.isEmpty { reader.fault(.storage, "does not name a bucket") }
        let prefix = parts.count > 1 ? parts[1].split(separator: "/").map { $0 + "/" }.joined() : ""
        let region = reader.text(.s3Region)
        var endpoint = reader.given(.s3Endpoint) ?? "https://s3.\(region).amazonaws.com"
        while endpoint.hasSuffix("/") { endpoint.removeLast() }
        if !endpoint.hasPrefix("https://"), !endpoint.hasPrefix("http://") {
            reader.fault(.s3Endpoint, "is not an http:// or https:// address")
        }
        for setting in [Setting.s3AccessKey, .s3SecretKey] where reader.given(setting) == nil {
            reader.fault(setting, "is required for \(text)")
        }
        return .bucket(
            Bucket.Settings(
                endpoint: endpoint,
                bucket: parts.first.map(String.init) ?? "",
                prefix: prefix,
                region: region,
                accessKey: reader.given(.s3AccessKey) ?? "",
                secretKey: reader.given(.s3SecretKey) ?? ""
            )
        )
    }
}

extension Configuration {
    mutating func readFiles(_ reader: inout SettingsReader) {
        storage = StorageLocation.read(&reader)
        spool = reader.text(.spool)
        while spool.count > 1, spool.hasSuffix("/") { spool.removeLast() }
        backupTo = reader.given(.backupTo)
        while let folder = backupTo, folder.count > 1, folder.hasSuffix("/") { backupTo?.removeLast() }
        guard let address = reader.given(.clamd) else { return }
        scanner = Clamd(address)
        if scanner == nil { reader.fault(.clamd, "must be unix:/path or tcp:host:port") }
    }

    /// The file storage of one product.
    func files(of product: String, over http: HTTPCaller) -> FileStorageSettings {
        switch storage {
        case .folder(let path):
            return FileStorageSettings(folder: "\(path)/\(product)", scanner: scanner)
        case .bucket(var settings):
            settings.prefix += "\(product)/"
            return FileStorageSettings(
                storage: Bucket(settings, http: http, now: WallClock.now),
                spool: "\(spool)/\(product)",
                scanner: scanner
            )
        }
    }
}
