import Kernel
import Store

/// What the database is asked for a text that is written in several languages.
enum AnalyticsSQL {
    /// As ``Wording/text(in:)``: in the first of `languages` that it was written in, else in Arabic.
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

    /// The number of the market's day in which `instant` lies, counted from 1970.
    ///
    /// Iraq has had no summer time since 2008, so that its clock is the same distance from UTC in all of a period.
    static func day(of instant: SQL, _ zone: Zone, at now: Instant) -> SQL {
        let offset = zone.offset(at: now)
        return """
            \(pg: "CAST(FLOOR((EXTRACT(EPOCH FROM ", sqlite: "((")\(instant)\(pg: ") + ", sqlite: " / 1000000 + ")\
            \(offset)\(pg: ") / 86400) AS bigint)", sqlite: ") / 86400)")
            """
    }
}
