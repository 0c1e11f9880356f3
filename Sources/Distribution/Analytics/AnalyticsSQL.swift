import Kernel
import Store

/// SQL for multilingual texts and local days.
enum AnalyticsSQL {
    /// Like ``Wording/text(in:)``: the first available translation among `languages`, or else Arabic.
    static func of(_ column: SQL, in languages: [Language]) -> SQL {
        let written = languages.compactMap { language -> SQL? in
            switch language.tag.prefix(2) {
            case "ar": "\(column) ->> 'ar'"
            case "ku", "ck": "\(column) ->> 'ku'"
            case "en": "\(column) ->> 'en'"
            default: nil
            }
        }
        return "COALESCE(\(SQL.list(written + ["\(column) ->> 'ar'", "''"])))"
    }

    /// The local day of `instant`, as days since 1970-01-01.
    ///
    /// Iraq has had no summer time since 2008, so one UTC offset applies to the whole period.
    static func day(of instant: SQL, _ zone: Zone, at now: Instant) -> SQL {
        let offset = zone.offset(at: now)
        return """
            \(pg: "CAST(FLOOR((EXTRACT(EPOCH FROM ", sqlite: "((")\(instant)\(pg: ") + ", sqlite: " / 1000000 + ")\
            \(offset)\(pg: ") / 86400) AS bigint)", sqlite: ") / 86400)")
            """
    }
}
