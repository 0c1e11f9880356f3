import Kernel
import Testing

@testable import Web

@Suite struct OutputTests {
    private let id = ID<Parcel>.placeholder

    @Test func `something new is answered with its place and version`() async {
        let reply = await answer("POST", "/parcels", #"{"recipient":"Giulia","weight_grams":250}"#)

        #expect(reply.status == 201)
        #expect(reply.header("location") == "/sample/parcels/\(id)")
        #expect(reply.header("etag")?.hasPrefix("\"1.") == true)
        #expect(reply.header("content-type") == "application/json")
        #expect(reply.json["weight_grams"] == 250)
    }

    @Test func `a version already seen is not sent again`() async {
        let first = await answer("GET", "/parcels/\(id)")
        let tag = first.header("etag") ?? ""
        let again = await answer("GET", "/parcels/\(id)", headers: ["If-None-Match": "W/\"2\", \(tag)"])

        #expect(first.status == 200)
        #expect(tag.hasPrefix("\"3."))
        #expect(again.status == 304)
        #expect(again.header("etag") == tag)
        if case .empty = again.body {} else { Issue.record("a 304 has no body") }
    }

    @Test func `pages link to the next with the other parameters kept`() async {
        let first = await answer("GET", "/parcels?limit=5&tags=a%20b")
        let last = await answer("GET", "/parcels?limit=5&cursor=a_b")

        #expect(first.json["page"] == ["next_cursor": "a_b", "has_more": true])
        #expect(
            first.header("link")
                == "</sample/parcels?limit=5&tags=a%20b>; rel=\"first\", "
                + "</sample/parcels?limit=5&tags=a%20b&cursor=a_b>; rel=\"next\""
        )
        #expect(last.json["page"] == ["next_cursor": nil, "has_more": false])
        #expect(last.header("link") == "</sample/parcels?limit=5>; rel=\"first\"")
    }

    @Test func `numbered pages tell the total and where they end`() async {
        let first = await answer("GET", "/parcels?limit=5&page=1")
        let last = await answer("GET", "/parcels?limit=5&page=2")

        #expect(first.json["page"] == ["next_cursor": nil, "has_more": true, "number": 1, "total": 10])
        #expect(first.header("link")?.contains("page=2>; rel=\"next\"") == true)
        #expect(last.json["page"]?["has_more"] == false)
        #expect(last.header("link")?.contains("page=1>; rel=\"prev\"") == true)
    }

    @Test func `bytes carry their type and name`() async {
        let reply = await answer("GET", "/parcels/\(id)/label")

        #expect(reply.header("content-type") == "application/pdf")
        #expect(
            reply.header("content-disposition")
                == "attachment; filename=\"etichetta _.pdf\"; filename*=UTF-8''etichetta%20%C3%A8.pdf"
        )
    }
}
