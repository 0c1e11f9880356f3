import Kernel
import Synchronization
import Testing

@testable import Web

@Suite struct LateDescriptionTests {
    @Test func `operations are described for the first reader of the document, not at the start`()
        async throws
    {
        let route = Route("GET", "/things", Fixture.open, "A test.") { (_: TestCall) in Counted() }
        let edge = try Fixture.edge([route.refuses(.conflict).answering("text/plain")])

        #expect(await edge.answer(.get("/things?a=b")).status == 200)
        #expect(Counted.descriptions == 0)
        let document = text(await edge.answer(.get("/openapi.json")).body)
        #expect(text(await edge.answer(.get("/openapi.json")).body) == document)
        #expect(Counted.descriptions == 1)
        #expect(document.contains("\"409\"") && document.contains("\"text/plain\""))
    }

    @Test func `a document that cannot be written is a fault of its readers alone`() async throws {
        let edge = try Fixture.edge([
            Route("GET", "/one", Fixture.open, "Read one.") { (_: TestCall) in One.Twin() },
            Route("GET", "/two", Fixture.open, "Read two.") { (_: TestCall) in Two.Twin() },
        ])

        #expect(await edge.answer(.get("/openapi.json")).status == 500)
        #expect(await edge.answer(.get("/docs")).status == 200)
        #expect(await edge.answer(.get("/one")).status == 200)
    }
}

/// Counts how often it is described.
private struct Counted: RouteOutput {
    private static let count = Atomic(0)
    static var descriptions: Int { count.load(ordering: .relaxed) }

    static func describe(_ operation: inout Operation) {
        count.add(1, ordering: .relaxed)
        operation.success.schema = .anything
    }

    func reply(to incoming: Incoming) -> Reply { Reply(200) }
}

private enum One {
    struct Twin: View, SchemaNamed {
        static let schemaName = "Twin"
        var a = 1
    }
}

private enum Two {
    struct Twin: View, SchemaNamed {
        static let schemaName = "Twin"
        var b = 1
    }
}
