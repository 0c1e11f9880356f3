import Foundation

/// A logistic regression with standardised features.
struct LogisticModel: Sendable, Equatable {
    /// The constant, then one weight for each feature.
    private(set) var weights: [Double]
    private let means: [Double]
    private let deviations: [Double]

    private static let steps = 25
    private static let penalty = 1.0

    /// For features that are standardised already.
    init(weights: [Double]) {
        self.weights = weights
        means = weights.dropFirst().map { _ in 0 }
        deviations = weights.dropFirst().map { _ in 1 }
    }

    /// Fitted by 25 Newton steps from zero, with an L2 penalty of 1 on every weight but the constant.
    init(fitting cases: [(features: [Double], isPositive: Bool)]) {
        let width = cases.first?.features.count ?? 0
        let count = Double(max(1, cases.count))
        let means = (0..<width).map { column in cases.reduce(0) { $0 + $1.features[column] } / count }
        self.means = means
        deviations = (0..<width).map { column in
            let variance = cases.reduce(0) { $0 + pow($1.features[column] - means[column], 2) } / count
            return variance > 0 ? variance.squareRoot() : 1
        }
        weights = Array(repeating: 0, count: width + 1)
        let rows = cases.map { (row(of: $0.features), $0.isPositive ? 1.0 : 0.0) }
        for _ in 0..<Self.steps { improve(rows) }
    }

    func probability(of features: [Double]) -> Double { chance(row(of: features)) }

    private func row(of features: [Double]) -> [Double] {
        [1] + zip(features, zip(means, deviations)).map { ($0 - $1.0) / $1.1 }
    }

    private func chance(_ row: [Double]) -> Double {
        1 / (1 + exp(-zip(weights, row).reduce(0) { $0 + $1.0 * $1.1 }))
    }

    /// One Newton step.
    private mutating func improve(_ rows: [(values: [Double], label: Double)]) {
        let size = weights.count
        var gradient = weights.enumerated().map { $0 == 0 ? 0 : Self.penalty * $1 }
        var hessian = (0..<size).map { line in
            (0..<size).map { line == $0 && line > 0 ? Self.penalty : 0 }
        }
        for row in rows {
            let chance = chance(row.values)
            let spread = chance * (1 - chance)
            for line in 0..<size {
                gradient[line] += (chance - row.label) * row.values[line]
                for column in 0..<size {
                    hessian[line][column] += spread * row.values[line] * row.values[column]
                }
            }
        }
        guard let step = LinearSystem.solve(hessian, gradient) else { return }
        weights = zip(weights, step).map { $0 - $1 }
    }
}

/// A system of linear equations.
enum LinearSystem {
    /// By elimination with the greatest pivot; nil without a single solution.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        var rows = zip(matrix, right).map { $0 + [$1] }
        let size = rows.count
        for pivot in 0..<size {
            let best = (pivot..<size).max { abs(rows[$0][pivot]) < abs(rows[$1][pivot]) } ?? pivot
            guard abs(rows[best][pivot]) > 1e-12 else { return nil }
            rows.swapAt(pivot, best)
            for line in (pivot + 1)..<max(size, pivot + 1) {
                let share = rows[line][pivot] / rows[pivot][pivot]
                for column in pivot...size { rows[line][column] -= share * rows[pivot][column] }
            }
        }
        var solution = Array(repeating: 0.0, count: size)
        for line in (0..<size).reversed() {
            let known = ((line + 1)..<max(size, line + 1)).reduce(0) { $0 + rows[line][$1] * solution[$1] }
            solution[line] = (rows[line][size] - known) / rows[line][line]
        }
        return solution
    }
}
