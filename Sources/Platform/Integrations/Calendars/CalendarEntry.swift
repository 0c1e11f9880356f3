import Kernel
import Store

/// An event that this site wrote into the calendar of a person, named after its subject.
package struct CalendarEntry: Record, Sendable {
    let subject: ID<Subject>
    let account: ID<Account>
    let link: ID<CalendarLink>
    /// Our name of the request for a meeting, so that a repetition makes no second one; nil without a meeting.
    let conference: String?

    package static let columns: SQL = "e.subject_id, e.account_id, e.link_id, e.conference"

    package init(_ row: inout Row) throws {
        subject = try row.next()
        account = try row.next()
        link = try row.next()
        conference = try row.next()
    }
}

extension CalendarEntry {
    /// Has the calendars of accounts show the subject as it now is, after the commit.
    ///
    /// Nothing happens for accounts without a linked calendar.
    package static func sync(_ subject: ID<some Any>, of accounts: [ID<Account>], _ tx: borrowing Tx) throws {
        try sync([(subject.cast(), accounts)], tx)
    }

    /// The same for many subjects, each in the calendars of its own accounts.
    package static func sync(
        _ subjects: [(id: ID<Subject>, accounts: [ID<Account>])],
        _ tx: borrowing Tx
    ) throws {
        let accounts = Set(subjects.flatMap(\.accounts))
        let linked = try tx.values(
            "SELECT DISTINCT account_id FROM integration WHERE account_id \(in: accounts) ORDER BY account_id",
            as: ID<Account>.self
        )
        let entries = subjects.flatMap { subject in
            linked.filter(subject.accounts.contains).map {
                WriteCalendarEntry(subject: subject.id, account: $0)
            }
        }
        try tx.enqueue(all: entries)
    }

    /// Whether the calendar of an account can make meetings: it is linked and written.
    package static func canMeet(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try writtenLink(of: account, tx) != nil
    }

    static func writtenLink(
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> (link: CalendarLink, integration: Integration)? {
        guard let integration = try Integration.working(.calendar, of: account, tx),
            let link = try CalendarLink.all(of: integration.id, tx).first(where: \.isWritten)
        else { return nil }
        return (link, integration)
    }

    static func find(
        _ subject: ID<Subject>,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> CalendarEntry? {
        try tx.first(
            "SELECT \(columns) FROM calendar_entry e WHERE e.subject_id = \(subject) AND e.account_id = \(account)"
        )
    }

    /// The service's name of the event: the subject's identity in base32hex, so that a repetition finds it.
    static func name(of subject: ID<Subject>) -> String {
        let digits = Array("0123456789abcdefghijklmnopqrstuv".utf8)
        // 128 bits are 26 digits; the last one ends with two zeros.
        let name = (0..<26).map { position in
            let shift = 123 - 5 * position
            let bits = shift >= 0 ? subject.raw >> UInt128(shift) : subject.raw << UInt128(-shift)
            return digits[Int(bits & 31)]
        }
        return String(decoding: name, as: UTF8.self)
    }
}
