import Kernel
import Web

/// The `Retry-After` of an answer (RFC 9110 §10.2.3): seconds, or a date.
enum RetryAfter {
    /// Nil for other values, and for a time in the past.
    static func parse(_ text: String, at now: Instant) -> Duration? {
        let text = text.unpadded
        if let seconds = Int(text) {
            return seconds > 0 ? .seconds(min(seconds, 31_536_000)) : nil
        }
        guard let date = date(text), date > now else { return nil }
        return date - now
    }

    /// Parses a date as `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ text: Substring) -> Instant? {
        let parts = text.pieces(at: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month + 1
        return Instant("\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z")
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
