import Synchronization
import Testing

@testable import Kernel

@Suite struct LazyTests {
    @Test func `the value is computed at its first use and kept`() {
        let uses = Mutex(0)
        let lazy = Lazy { uses.withLock { uses in uses += 1 } }

        #expect(uses.withLock { $0 } == 0)
        lazy.value
        lazy.value
        #expect(uses.withLock { $0 } == 1)
    }

    @Test func `all threads receive the same value`() async {
        let lazy = Lazy { ID<Int>.new(at: .placeholder) }

        let seen = await withTaskGroup { group in
            for _ in 0..<64 { group.addTask { "\(lazy.value)" } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(seen.count == 1)
    }

    @Test func `the name of a type is that of its reflection`() {
        struct Inner<Value> {}
        for type in [Int.self, [String: Int?].self, ID<LazyTests>.self, Inner<Int>.self] as [any Any.Type] {
            #expect(qualifiedName(of: type) == String(reflecting: type))
        }
    }
}
