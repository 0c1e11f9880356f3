import Kernel
import Platform
import Store

/// So many of a product are wanted, and where that was said.
struct RequestedLine: Sendable {
    let product: ID<Product>
    var quantity: Int
    /// For whoever must be told what is wrong with it.
    let pointer: String

    /// How many of one product an order or a cart may have: in the document, in what comes in, and in the tables.
    typealias Quantity = Ranged<1, 100_000>
    static let maximumQuantity = Quantity.range.upperBound
    /// How many products.
    static let maximumProducts = 100
}

extension [RequestedLine] {
    /// One for each product, where it was first spoken of; refused when they are too many.
    func merged() throws(Problem) -> [RequestedLine] {
        var merged: [RequestedLine] = []
        var places: [ID<Product>: Int] = [:]
        for requested in self {
            guard let place = places[requested.product] else {
                places[requested.product] = merged.count
                merged.append(requested)
                continue
            }
            merged[place].quantity += requested.quantity
        }
        let faults = merged.filter { $0.quantity > RequestedLine.maximumQuantity }.map {
            Problem.Fault($0.pointer, Refusal(.outOfRange(RequestedLine.Quantity.range)))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return merged
    }

    /// All of it can be ordered, or everything that keeps it from that is told at once.
    ///
    /// What lacks in stock is a conflict, for it may be there again in a moment; the rest is asked wrongly.
    func check(against orderables: [ID<Product>: OrderableProduct]) throws(Problem) {
        var wrong: [Problem.Fault] = []
        var lacking: [(requested: RequestedLine, shortage: Shortage)] = []
        for requested in self {
            guard let orderable = orderables[requested.product] else {
                wrong.append(Problem.Fault(requested.pointer, OrderObstacle.notOnSale.refusal(of: nil)))
                continue
            }
            for obstacle in orderable.obstacles(to: requested.quantity) {
                if obstacle == .outOfStock {
                    lacking.append(
                        (
                            requested,
                            Shortage(
                                product: requested.product,
                                requested: requested.quantity,
                                available: orderable.stock
                            )
                        )
                    )
                } else {
                    wrong.append(Problem.Fault(requested.pointer, obstacle.refusal(of: orderable)))
                }
            }
        }
        guard wrong.isEmpty else { throw Problem(.invalid, faults: wrong + lacking.map(\.requested.lack)) }
        guard lacking.isEmpty else {
            throw Problem.outOfStock(lacking.map(\.shortage), faults: lacking.map(\.requested.lack))
        }
    }
}

extension RequestedLine {
    fileprivate var lack: Problem.Fault { Problem.Fault(pointer, OrderObstacle.outOfStock.refusal(of: nil)) }
}

// swift-format-ignore
extension OrderObstacle {
    func refusal(of orderable: OrderableProduct?) -> Refusal {
        Refusal(rawValue, message(of: orderable))
    }

    /// In words, with the numbers of `ware` where they matter.
    func message(of orderable: OrderableProduct?) -> LocalizedText {
        let (least, step) = (orderable?.minimum ?? 1, orderable?.step ?? 1)
        return switch self {
        case .notOnSale: ["en": "is not on sale", "ar": "غير معروض للبيع", "ku": "نافرۆشرێت"]
        case .notInZone: ["en": "is not delivered to your zone", "ar": "لا يُوصَّل إلى منطقتك", "ku": "ناگەیەنرێتە ناوچەکەت"]
        case .belowMinimum: ["en": "at least \(least) must be ordered", "ar": "أقل كمية للطلب \(least)", "ku": "کەمترین بڕ \(least) ە"]
        case .notInPacks: ["en": "comes in packs of \(step)", "ar": "يباع بعبوات من \(step)", "ku": "بە پاکەتی \(step) دەفرۆشرێت"]
        case .outOfStock: ["en": "there is not enough of it", "ar": "الكمية المتوفرة غير كافية", "ku": "بڕی پێویست نییە"]
        }
    }
}
