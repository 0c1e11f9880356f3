import Kernel

/// The backups of one schedule, and how many of them are kept.
package enum BackupShelf: String, Codable, CaseIterable, Sendable {
    /// Made every night.
    case daily
    /// Made every week.
    case weekly

    var kept: Int {
        switch self {
        case .daily: 7
        case .weekly: 5
        }
    }
}

/// The name of a backup's folder: the time at which it was begun, in characters that every disk allows.
struct BackupName: Comparable {
    let at: Instant

    init(_ now: Instant) {
        at = Instant(seconds: now.seconds)
    }

    /// Nil for the name of something else.
    init?(_ name: String) {
        let parts = name.split(separator: "T", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        let time = parts[1].map { $0 == "-" ? ":" : $0 }
        guard let at = Instant("\(parts[0])T\(String(time))") else { return nil }
        self.at = at
        guard text == name else { return nil }
    }

    var text: String { String(at.description.map { $0 == ":" ? "-" : $0 }) }

    static func < (left: Self, right: Self) -> Bool { left.at < right.at }
}
