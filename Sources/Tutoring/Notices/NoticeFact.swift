import Kernel
import Platform
import Store

/// A value of a notice, which is written in the language and the zone of its reader.
enum NoticeFact: Sendable, ExpressibleByStringInterpolation {
    /// Words as they are.
    case words(String)
    /// A day with the time.
    case time(Instant)
    /// An amount in cents.
    case euros(Int64)
    /// The name of a subject.
    case subject(SubjectCode)
    /// The name of a role.
    case role(RoleName)
    /// Some lessons of a subject.
    case lessons(Int, of: SubjectCode)

    init(stringLiteral words: String) { self = .words(words) }
}

/// Somebody who gets a notice.
struct NoticeReader: Sendable {
    let account: ID<Account>
    private let language: Language
    private let zone: Zone

    init(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        self.account = account
        language = try Account.find(account, tx).locale
        zone = try PersonZone.chosen(by: account, tx) ?? tutoring.zone
    }

    func text(of fact: NoticeFact, _ tx: borrowing Tx) throws -> String {
        switch fact {
        case .words(let words): words
        case .time(let instant): WallText.text(instant, in: zone, language)
        case .euros(let cents): Self.euros(cents, language)
        case .subject(let code): try SchoolSubject.find(code, tx).name.text(in: language)
        case .role(let role): role.title.text(in: language)
        case .lessons(let count, let code):
            try lessons(count, SchoolSubject.find(code, tx).name.text(in: language))
        }
    }

    private func lessons(_ count: Int, _ subject: String) -> String {
        language == .italian
            ? "\(count) \(count == 1 ? "lezione" : "lezioni") di \(subject)"
            : "\(count) \(count == 1 ? "lesson" : "lessons") of \(subject)"
    }

    /// `30,00 €` in Italian, `€30.00` in English.
    static func euros(_ cents: Int64, _ language: Language) -> String {
        let (sign, size) = (cents < 0 ? "-" : "", cents.magnitude)
        let (whole, rest) = (size / 100, size % 100)
        let decimals = rest < 10 ? "0\(rest)" : "\(rest)"
        return language == .italian ? "\(sign)\(whole),\(decimals) €" : "\(sign)€\(whole).\(decimals)"
    }
}
