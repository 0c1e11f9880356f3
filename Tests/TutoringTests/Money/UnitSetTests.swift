import Testing

@testable import Tutoring

@Suite struct UnitSetTests {
    private func units(_ text: String) throws -> UnitSet { try #require(UnitSet(rawValue: text)) }

    @Test(arguments: ["", "0-99", "0-99,150-199", "5-5,7-9,100-100"])
    func `a set is its text and back`(text: String) throws {
        #expect(try units(text).rawValue == text)
    }

    @Test(arguments: ["x", "1", "3-1", "-1-2", "0-99,100-199", "0-99,50-60", "0-99,", ",", "1-2-3"])
    func `a text that is no ascending ranges is refused`(text: String) {
        #expect(UnitSet(rawValue: text) == nil)
    }

    @Test func `units are counted, and the lowest come first`() throws {
        let set = try units("0-49,100-149,200-299")

        #expect(set.count == 200)
        #expect(set.prefix(75).rawValue == "0-49,100-124")
        #expect(set.suffix(125).rawValue == "125-149,200-299")
        #expect(set.prefix(500) == set)
        #expect(set.prefix(0).isEmpty)
        #expect(set.suffix(0).isEmpty)
        #expect(UnitSet(first: 300).rawValue == "0-299")
        #expect(UnitSet(first: 0) == .empty)
    }

    @Test func `sets are joined and taken from each other`() throws {
        #expect(try units("0-49").adding(units("50-99")).rawValue == "0-99")
        #expect(try units("0-49,200-299").adding(units("100-149")).rawValue == "0-49,100-149,200-299")
        #expect(try units("0-299").removing(units("100-149,250-299")).rawValue == "0-99,150-249")
        #expect(try units("0-99").removing(units("0-99")).isEmpty)
        #expect(try units("10-19").removing(units("0-4,30-40")).rawValue == "10-19")
    }

    @Test func `any way of taking units and giving them back keeps the numbers`() throws {
        var (free, parts) = (UnitSet(first: 1_000), [UnitSet]())
        for step in 0..<200 {
            if step % 3 == 2, let back = parts.popLast() {
                free = free.adding(back)
            } else if free.count >= 37 {
                let part = free.prefix(37)
                free = free.removing(part)
                parts.append(part)
            }
        }
        let all = parts.reduce(free) { $0.adding($1) }

        #expect(all.rawValue == "0-999")
        #expect(free.count + parts.reduce(0) { $0 + $1.count } == 1_000)
    }
}
