import Foundation
import Kernel
import TestKit

/// The vectors of the page, by the name of their list.
enum MarketVectors {
    static func list(_ name: String) throws -> [JSONValue] {
        guard let list = try object(name).arrayValue else { throw TestFailure("no vectors of \(name)") }
        return list
    }

    /// The same, where there is a single one.
    static func object(_ name: String) throws -> JSONValue {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Vectors/marketplace-vectors.json")
        let all = try JSONValue(parsing: Array(Data(contentsOf: file)))
        guard let vector = all[name] else { throw TestFailure("no vectors of \(name)") }
        return vector
    }
}

extension JSONValue {
    /// A whole number of a vector; 0 for anything else.
    func whole(_ member: String) -> Int64 { self[member]?.integerValue ?? 0 }
}
