import Kernel

@testable import Store

struct Person: Record, Equatable {
    var id: ID<Person>
    var email: String
    var born: CivilDate?
    var createdAt: Instant
    var deletedAt: Instant?
    var isVIP = false
    var credit = 0
    var score: Double?
    var notes: Notes?
    var photo: [UInt8]?

    struct Notes: Codable, Equatable, Sendable {
        var favouriteColour: String
        var luckyNumbers: [Int]
    }

    static let columns: SQL = "id, email, born, created_at, deleted_at, is_vip, credit, score, notes, photo"

    init(_ row: inout Row) throws {
        id = try row.next()
        email = try row.next()
        born = try row.next()
        createdAt = try row.next()
        deletedAt = try row.next()
        isVIP = try row.next()
        credit = try row.next()
        score = try row.next()
        notes = try row.json()
        photo = try row.next()
    }

    init(_ email: String, at createdAt: Instant = Instant(seconds: 1_700_000_000)) {
        id = .new(at: createdAt)
        self.email = email
        self.createdAt = createdAt
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO person (\(Self.columns)) VALUES (\(id), \(email), \(born), \(createdAt), \(deletedAt),
                \(isVIP), \(credit), \(score), \(json: notes), \(photo))
            """
        )
    }

    static let order = SortOrder<Person>(.descending("created_at", \.createdAt), .descending("id", \.id))
}
