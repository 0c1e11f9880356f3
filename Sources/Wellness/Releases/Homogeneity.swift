import Kernel

/// The precision of the cells of one domain, lowered until none of them bounds the value of one person.
struct Homogeneity: Sendable {
    private(set) var cells: [Cell]
    private let groups: [Atom]
    private let bands: Bands
    private let scale: PointScale

    /// One admitted unit.
    struct Cell: Sendable {
        let unit: UnitID
        let depth: Int
        let count: Int
        /// The sum of the values, scaled.
        let sum: Int128
        var precision: Precision
    }

    enum Precision: Sendable {
        case number, band, hidden
    }

    /// The contributors in exactly the same shown cells.
    struct Atom: Sendable {
        /// The places of the cells.
        var cells: [Int]
        var count: Int
        var sum: Int128
        var first: ID<CohortMember>
    }

    /// `groups` are the contributors in the same units.
    init(cells: [Cell], groups: [Atom], bands: Bands, scale: PointScale) {
        self.cells = cells
        self.groups = groups
        self.bands = bands
        self.scale = scale
    }

    /// Lowers the precision until everybody's value could be any of a range of `width` points.
    mutating func settle(width: Int) {
        var atoms = atoms
        var rooms = cells.map(rooms)
        while let weak = weakest(atoms, rooms, width) {
            if let place = deepest(weak.cells.filter { cells[$0].precision == .number }) {
                cells[place].precision = .band
                rooms[place] = self.rooms(of: cells[place])
            } else if let place = deepest(weak.cells) {
                cells[place].precision = .hidden
                atoms = self.atoms
            }
        }
    }

    /// The deepest cell, of equally deep ones the one with the fewest people.
    private func deepest(_ places: [Int]) -> Int? {
        places.min { left, right in
            let (left, right) = (cells[left], cells[right])
            return left.depth != right.depth
                ? left.depth > right.depth
                : left.count != right.count ? left.count < right.count : left.unit < right.unit
        }
    }

    /// The first atom whose people the shown cells bound too narrowly.
    ///
    /// A person with value x can be up to min(100 - x, X - x + su) higher and min(x, Y - (100 - x) + sd) lower while the others of
    /// the atom give way: together min(100, X + su) + min(0, Y - 100 + sd), the same for all people of the atom.
    private func weakest(_ atoms: [Atom], _ rooms: [(up: Int128, down: Int128)], _ width: Int) -> Atom? {
        let hundred = 100 * scale.point
        return atoms.filter { atom in
            let up = atom.cells.map { rooms[$0].up }.min() ?? 0
            let down = atom.cells.map { rooms[$0].down }.min() ?? 0
            let rest = hundred * Int128(atom.count - 1) - atom.sum
            return min(hundred, atom.sum + up) + min(0, rest + down) < Int128(width) * scale.point
        }.min { $0.first < $1.first }
    }

    private var atoms: [Atom] {
        var atoms: [[Int]: Atom] = [:]
        for group in groups {
            let shown = group.cells.filter { cells[$0].precision != .hidden }
            guard var atom = atoms[shown] else {
                atoms[shown] = Atom(cells: shown, count: group.count, sum: group.sum, first: group.first)
                continue
            }
            atom.count += group.count
            atom.sum += group.sum
            atom.first = min(atom.first, group.first)
            atoms[shown] = atom
        }
        atoms[[]] = nil
        return Array(atoms.values)
    }

    /// The rise and the fall of the sum that would not change the cell.
    private func rooms(of cell: Cell) -> (up: Int128, down: Int128) {
        let (lower, upper) = halves(of: cell)
        let half = Int128(cell.count) * scale.point / 2
        return (half * Int128(upper) - cell.sum, cell.sum - half * Int128(lower))
    }

    /// The least and the greatest mean that the cell can stand for, in halves of a point.
    private func halves(of cell: Cell) -> (lower: Int, upper: Int) {
        guard cell.precision != .number else {
            let halves = ReleasedNumber(mean(of: cell)).halves
            return (halves.lowerBound, halves.upperBound)
        }
        let ends = bands.ends(of: bands.band(of: mean(of: cell)))
        return (2 * ends.lower, 2 * ends.upper)
    }

    private func mean(of cell: Cell) -> Ratio {
        Ratio(cell.sum, over: Int128(cell.count) * scale.point)
    }

    /// The answers of the cells.
    var shown: [UnitID: ReleaseCell] {
        Dictionary(uniqueKeysWithValues: cells.map { ($0.unit, shown($0)) })
    }

    private func shown(_ cell: Cell) -> ReleaseCell {
        switch cell.precision {
        case .hidden: return .suppressed
        case .band: return .band(CellBand(bands.band(of: mean(of: cell))))
        case .number:
            let number = ReleasedNumber(mean(of: cell))
            return .value(number.tenths, CellBand(bands.band(of: number.ratio)))
        }
    }
}
