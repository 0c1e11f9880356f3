import Kernel
import Platform
import Web

/// What of a delivered order comes back.
struct NewReturn: Body {
    /// All that has not come back yet, and the delivery fee with it, when absent.
    var lines: [Pieces]?
    var reason: Line<1, 500>
    /// Whether it can be sold again, and is in stock at once; when absent it cannot.
    var isSellable: Bool?

    struct Pieces: Codable, Sendable {
        /// Of the line.
        var position: Int
        var quantity: RequestedLine.Quantity
    }

    /// The lines that are meant with how much of each; every fault of what is named at once.
    ///
    /// What is no line is 422, what is more than is left is 409: a moment ago it may have been right.
    func pieces(of lines: [OrderLine]) throws -> [(line: OrderLine, count: Int)] {
        guard let named = self.lines else {
            return lines.filter { $0.left > 0 }.map { ($0, $0.left) }
        }
        let known = Dictionary(lines.map { ($0.position, $0) }) { first, _ in first }
        var pieces: [Int: (line: OrderLine, count: Int)] = [:]
        var faults = named.isEmpty ? [Problem.Fault("/lines", .notALine)] : []
        var excess: [Problem.Fault] = []
        for (index, part) in named.enumerated() {
            guard let line = known[part.position] else {
                faults.append(Problem.Fault("/lines/\(index)/position", .notALine))
                continue
            }
            if pieces.updateValue((line, part.quantity.value), forKey: part.position) != nil {
                faults.append(Problem.Fault("/lines/\(index)/position", .namedTwice))
            }
            if part.quantity.value > line.left {
                excess.append(Problem.Fault("/lines/\(index)/quantity", .moreThanLeft))
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        guard excess.isEmpty else { throw Problem(.returnedAlready, faults: excess) }
        return pieces.values.sorted { $0.line.position < $1.line.position }
    }
}
