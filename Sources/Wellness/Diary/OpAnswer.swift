import Kernel
import Web

/// The answer about one op, whether sent by a device or made by the server.
struct OpAnswer: Sendable {
    var status: Status
    var first: OpResult.Outcome?
    var id: ID<DiaryEntry>?
    var stamp: Instant?
    var code: String?
    var pointer: String?
    var message: String?

    /// The result of an operation.
    enum Status: String, Codable, CaseIterable, Sendable {
        /// It holds the score or the note of the entry now.
        case applied
        /// It is accepted, but another operation won the values that it sets.
        case superseded
        /// An operation with this id was accepted before; nothing was written.
        case duplicate
        /// Nothing of it is kept; its id can be used again.
        case refused
    }

    init(_ status: OpResult.Status, of id: ID<DiaryEntry>?, at stamp: Instant?, in languages: [Language]) {
        switch status {
        case .applied: self.init(.applied, id, stamp)
        case .superseded: self.init(.superseded, id, stamp)
        case .duplicate(let first):
            self.init(.duplicate, id, stamp)
            self.first = first
        case .refused(let fault):
            self.init(.refused, nil, nil)
            code = fault.refusal.code
            pointer = fault.pointer
            message = fault.refusal.message.text(in: languages)
        }
    }

    private init(_ status: Status, _ id: ID<DiaryEntry>?, _ stamp: Instant?) {
        (self.status, self.id, self.stamp) = (status, id, stamp)
    }
}

extension Result where Success: Decodable, Failure == OpRefusal {
    /// Reads one of many values of a request, whose faults do not affect the others.
    init(reading value: JSONValue) {
        do throws(Problem) {
            self = .success(try JSON.read(Success.self, from: value))
        } catch {
            self = .failure(OpRefusal(error.faults.first ?? .init("", Refusal(.notAccepted))))
        }
    }
}
