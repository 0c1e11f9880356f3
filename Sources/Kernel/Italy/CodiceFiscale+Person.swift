// Personal data contained in the code; a provisional code contains none.
extension CodiceFiscale {
    /// The sex that a codice fiscale is made with.
    public enum Sex: String, Codable, Sendable, CaseIterable {
        /// A man: the day of birth stands in the code as it is.
        case male = "M"
        /// A woman: 40 is added to the day of birth in the code.
        case female = "F"
    }

    public var sex: Sex? { birth?.sex }

    /// The comune or foreign state of birth.
    public var birthplace: CadastralCode? {
        guard !isProvisional else { return nil }
        let plain = Self.plain(Array(rawValue.utf8))
        return CadastralCode(rawValue: String(decoding: plain[11..<15], as: UTF8.self))
    }

    /// The date of birth; the code has only two digits of the year, so it is the latest date not after
    /// `limit`.
    public func birthDate(notAfter limit: CivilDate) -> CivilDate? {
        guard let birth else { return nil }
        let century = limit.year / 100 * 100
        return [century, century - 100].lazy
            .compactMap { CivilDate($0 + birth.year, birth.month, birth.day) }
            .first { $0 <= limit }
    }

    /// The data that does not match the code, by name: `birth_date`, `sex`, `birthplace`.
    public func disagreements(
        birthDate: CivilDate? = nil,
        sex: Sex? = nil,
        birthplace: CadastralCode? = nil
    ) -> [(member: String, refusal: Refusal)] {
        guard !isProvisional else { return [] }
        var found: [(String, Refusal)] = []
        if let birthDate, self.birthDate(notAfter: birthDate) != birthDate {
            found.append(("birth_date", .mismatch))
        }
        if let sex, sex != self.sex { found.append(("sex", .mismatch)) }
        if let birthplace, birthplace != self.birthplace { found.append(("birthplace", .mismatch)) }
        return found
    }
}

extension CodiceFiscale {
    struct Birth {
        /// Two digits, without the century.
        let year: Int
        let month: Int
        let day: Int
        let sex: Sex
    }

    private var birth: Birth? {
        isProvisional ? nil : Self.birth(in: Self.plain(Array(rawValue.utf8)))
    }

    /// Nil when the day exists in no year; women's days are counted from 41.
    static func birth(in plain: [UInt8]) -> Birth? {
        guard let year = number(plain, 6..<8, in: 0...99), let month = months.firstIndex(of: plain[8]),
            let field = number(plain, 9..<11, in: 1...71)
        else { return nil }
        let day = field > 40 ? field - 40 : field
        let exists = [1900, 2000].contains { CivilDate($0 + year, month + 1, day) != nil }
        return exists ? Birth(year: year, month: month + 1, day: day, sex: field > 40 ? .female : .male) : nil
    }
}

extension Refusal {
    fileprivate static let mismatch = Refusal(
        "codice_fiscale_mismatch",
        [
            "en": "does not match the codice fiscale", "it": "non corrisponde al codice fiscale",
            "ar": "لا يطابق الرقم الضريبي الإيطالي", "ku": "لەگەڵ ژمارەی باجی ئیتاڵی ناگونجێت",
        ]
    )
}
