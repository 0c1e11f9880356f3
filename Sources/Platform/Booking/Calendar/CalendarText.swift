import Kernel

/// The encoding of values in the lines of a calendar.
enum CalendarText {
    /// RFC 5545, 3.3.11; control characters have no place in a calendar.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case ";": result += "\\;"
            case ",": result += "\\,"
            case "\n", "\r", "\u{2028}", "\u{2029}", "\u{85}": result += "\\n"
            case "\t": result += " "
            default: if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// A parameter's value, with quotes encoded by RFC 6868.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "^": result += "^^"
            case "\"": result += "^'"
            case "\u{2028}", "\u{2029}", "\u{85}": result += " "
            default: if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
            }
        }
        return result + "\""
    }

    /// As `20261124T093000Z`.
    static func utc(_ instant: Instant) -> String {
        let (date, time) = Zone.utc.civil(instant)
        let (year, month, day) = date.parts
        let numbers = [month, day].map(padded).joined()
        let clock = [time.hour, time.minute, time.second].map(padded).joined()
        return String(repeating: "0", count: max(0, 4 - String(year).count)) + "\(year)\(numbers)T\(clock)Z"
    }

    /// A line as lines of at most 75 octets, never broken inside a character.
    static func folded(_ line: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var length = 0
        for scalar in line.unicodeScalars {
            let piece = Array(String(scalar).utf8)
            if length + piece.count > 75 {
                bytes += [13, 10, 32]
                length = 1
            }
            bytes += piece
            length += piece.count
        }
        return bytes + [13, 10]
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
