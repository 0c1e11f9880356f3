import Kernel

extension Recurrence {
    /// Reads `FREQ=WEEKLY;BYDAY=MO,TH;COUNT=5` and the like, its parts in any order and each once.
    ///
    /// Refused at the first part that is not understood, or missing.
    package init(_ text: String) throws(Problem) {
        let parts = try Self.parts(of: text)
        guard parts["FREQ"] == "WEEKLY" else { throw Problem(unsupported: "FREQ", parts) }
        guard parts["WKST"] == nil || parts["WKST"] == "MO" else { throw Problem(unsupported: "WKST", parts) }
        interval = try Self.number(parts, "INTERVAL", upTo: Self.maximumInterval) ?? 1
        weekdays = try Self.weekdays(parts)
        switch (parts["COUNT"], parts["UNTIL"]) {
        case (_?, nil):
            end = .count(try Self.number(parts, "COUNT", upTo: Self.maximumCount) ?? 1)
        case (nil, let until?):
            guard let moment = Self.moment(until) else { throw Problem(unsupported: "UNTIL", parts) }
            end = .until(moment)
        case (nil, nil): throw Problem(unsupported: "COUNT", parts)
        case (_?, _?): throw Problem(unsupported: "UNTIL", parts)
        }
    }

    private static let names: Set<String> = ["FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL", "WKST"]
    private static let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

    private static func parts(of text: String) throws(Problem) -> [String: String] {
        var parts: [String: String] = [:]
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(pair[0])
            guard pair.count == 2, names.contains(name), parts[name] == nil else {
                throw Problem(unsupportedPart: String(part))
            }
            parts[name] = String(pair[1])
        }
        return parts
    }

    private static func number(
        _ parts: [String: String],
        _ name: String,
        upTo most: Int
    ) throws(Problem) -> Int? {
        guard let text = parts[name] else { return nil }
        guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text),
            (1...most).contains(number)
        else { throw Problem(unsupported: name, parts) }
        return number
    }

    private static func weekdays(_ parts: [String: String]) throws(Problem) -> [Int] {
        let words = (parts["BYDAY"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
        let found = words.compactMap { days.firstIndex(of: String($0)) }.map { $0 + 1 }
        guard found.count == words.count, Set(found).count == found.count else {
            throw Problem(unsupported: "BYDAY", parts)
        }
        return found.sorted()
    }

    /// A moment in UTC such as `20270331T160000Z`.
    private static func moment(_ text: String) -> Instant? {
        let bytes = Array(text.utf8)
        guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
            (bytes[0..<8] + bytes[9..<15]).allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let digits = bytes.map { Int($0) - 48 }
        let pair = { (place: Int) in digits[place] * 10 + digits[place + 1] }
        guard let date = CivilDate(pair(0) * 100 + pair(2), pair(4), pair(6)),
            let time = LocalTime(pair(9), pair(11), pair(13))
        else { return nil }
        return Zone.utc.instant(of: date, at: time)
    }
}

extension Problem {
    /// A rule with a part that is not supported, or without it.
    init(unsupported name: String, _ parts: [String: String] = [:]) {
        self.init(unsupportedPart: parts[name].map { "\(name)=\($0)" } ?? name)
    }

    init(unsupportedPart part: String) {
        self.init(
            .rruleUnsupported,
            faults: [.init("/rrule", .unsupportedPart)],
            extras: ["part": .string(part)]
        )
    }
}

// swift-format-ignore
extension Problem.Code {
    package static let rruleUnsupported = Self("rrule.unsupported", 422, [
        "en": "This rule is not supported; `part` names its part. Allowed are FREQ=WEEKLY, INTERVAL=1 to 4, BYDAY with the first date's day, and COUNT=1 to 52 or UNTIL in UTC within 366 days.",
        "it": "Questa regola non è ammessa; `part` indica la parte. Sono ammessi FREQ=WEEKLY, INTERVAL=1-4, BYDAY con il giorno della prima data, e COUNT=1-52 oppure UNTIL in UTC entro 366 giorni.",
        "ar": "هذه القاعدة غير مدعومة؛ يذكر `part` الجزء المعني. المسموح FREQ=WEEKLY وINTERVAL من 1 إلى 4 وBYDAY مع يوم التاريخ الأول، وCOUNT من 1 إلى 52 أو UNTIL بتوقيت UTC خلال 366 يوماً.",
        "ku": "ئەم یاسایە پشتگیری ناکرێت؛ `part` بەشەکە دیاری دەکات. ڕێگەپێدراون: FREQ=WEEKLY، INTERVAL لە 1 تا 4، BYDAY لەگەڵ ڕۆژی یەکەم بەروار، و COUNT لە 1 تا 52 یان UNTIL بە UTC لە ماوەی 366 ڕۆژدا.",
    ])
}

// swift-format-ignore
extension Refusal {
    static let unsupportedPart = Refusal("unsupported_part", ["en": "has a part that is missing or not supported", "it": "ha una parte mancante o non ammessa", "ar": "فيها جزء ناقص أو غير مدعوم", "ku": "بەشێکی کەمە یان پشتگیری ناکرێت"])
}
