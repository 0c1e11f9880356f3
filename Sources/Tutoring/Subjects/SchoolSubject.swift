import Kernel
import Platform
import Store

/// A subject of lessons, as data.
struct SchoolSubject: Sendable {
    let code: SubjectCode
    let name: LocalizedText
    /// Whether it is a matter of school or university, which decides the VAT.
    let isSchool: Bool
}

extension SchoolSubject: Record {
    static let columns: SQL = "s.code, s.name_it, s.name_en, s.is_school"

    init(_ row: inout Row) throws {
        code = try row.next()
        let (italian, english) = (try row.next(String.self), try row.next(String.self))
        name = [.italian: italian, .english: english]
        isSchool = try row.next()
    }

    static func find(_ code: SubjectCode, _ tx: borrowing Tx) throws -> SchoolSubject {
        try tx.one("SELECT \(columns) FROM subject s WHERE s.code = \(code)")
    }

    /// The subject that a body names; an unknown one is a fault at `pointer`.
    @discardableResult
    static func demand(
        _ code: SubjectCode,
        at pointer: String = "/subject",
        _ tx: borrowing Tx
    ) throws -> SchoolSubject {
        let found: SchoolSubject? = try tx.first("SELECT \(columns) FROM subject s WHERE s.code = \(code)")
        guard let found else { throw Problem(.invalid, faults: [.init(pointer, .unknownSubject)]) }
        return found
    }

    static func all(_ tx: borrowing Tx) throws -> [SchoolSubject] {
        try tx.all("SELECT \(columns) FROM subject s ORDER BY s.code")
    }

    /// The names of all subjects in the reader's language, by code.
    static func names(in languages: [Language], _ tx: borrowing Tx) throws -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: try all(tx).map { ($0.code.rawValue, $0.name.text(in: languages)) }
        )
    }
}
