import Kernel
import Logging

/// Writes every log event as one JSON line, without secrets.
public struct JSONLog: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level
    private let label: String
    private let writer: LogWriter
    private let now: @Sendable () -> Instant

    public init(
        label: String,
        level: Logger.Level = .info,
        writer: LogWriter,
        now: @escaping @Sendable () -> Instant = WallClock.now
    ) {
        self.label = label
        logLevel = level
        self.writer = writer
        self.now = now
    }

    /// A logger over `writer`.
    public static func logger(
        _ label: String,
        level: Logger.Level = .info,
        writer: LogWriter,
        now: @escaping @Sendable () -> Instant = WallClock.now
    ) -> Logger {
        Logger(label: label) { JSONLog(label: $0, level: level, writer: writer, now: now) }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var line = LogLine(event.level.rawValue, Secrets.removed(from: event.message.description), at: now())
        line.add("logger", label)
        add(metadataProvider?.get() ?? [:], to: &line)
        add(metadata, to: &line)
        add(event.metadata ?? [:], to: &line)
        if let error = event.error { line.add("error", Secrets.removed(from: String(describing: error))) }
        line.end()
        writer.write(line.bytes, atOnce: event.level >= .error)
    }

    private func add(_ metadata: Logger.Metadata, to line: inout LogLine) {
        for (name, value) in metadata {
            line.add(named: name, Secrets.value(of: name, value.description))
        }
    }
}

/// Keeps credentials out of the log, whatever their source.
enum Secrets {
    static let mark = "[redacted]"
    private static let names = [
        "authorization", "cookie", "password", "secret", "token", "api_key", "apikey", "otp", "private_key",
    ]

    static func value(of name: String, _ value: String) -> String {
        let name = name.lowercased()
        return names.contains { name.contains($0) } ? mark : removed(from: value)
    }

    /// The prefixes of our own opaque tokens.
    private static let prefixes = ["prt_", "pst_", "pdt_"]

    /// Removes everything that looks like a bearer token, a basic credential, a JWT or one of our tokens.
    static func removed(from text: String) -> String {
        guard
            ["eyJ", "earer ", "asic "].contains(where: text.holds) || prefixes.contains(where: text.holds)
        else { return text }
        var isCredential = false
        let words = text.pieces(at: " ", keepingEmpty: true).map { word -> Substring in
            defer { isCredential = ["bearer", "basic"].contains(word.drop { !$0.isLetter }.lowercased()) }
            let isToken = word.holds("eyJ") && word.utf8.count { $0 == UInt8(ascii: ".") } >= 2
            let isOurs = prefixes.contains(where: word.holds)
            return isCredential || isToken || isOurs ? mark[...] : word
        }
        return words.joined(separator: " ")
    }
}
