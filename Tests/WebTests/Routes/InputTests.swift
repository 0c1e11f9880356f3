import Kernel
import Testing

@testable import Web

@Suite struct InputTests {
    private let id = ID<Parcel>.placeholder
    private let parcel = #"{"recipient":"Giulia","weight_grams":250}"#

    @Test func `faults of path, query and body come back together`() async {
        let reply = await answer("GET", "/parcels/on/2026-02-30?heavy=maybe&at_least=x&state=lost&colour=red")

        #expect(reply.status == 422)
        #expect(
            Set(reply.faults) == [
                "path/date invalid_date", "query/heavy wrong_type", "query/at_least wrong_type",
                "query/state not_in_enumeration", "query/colour unknown_member",
            ]
        )
    }

    @Test func `a page and a filter of one route are checked together`() async {
        let reply = await answer("GET", "/parcels?limit=0&page=1&cursor=abc&heavy=2")

        #expect(
            Set(reply.faults) == [
                "query/limit out_of_range", "query/page conflicting", "query/heavy wrong_type",
            ]
        )
    }

    @Test func `all faults of a body come back together`() async {
        let reply = await answer(
            "POST",
            "/parcels?dry=1",
            #"{"weight_grams":"much","date":"tomorrow","x":1}"#
        )

        #expect(reply.status == 422)
        #expect(
            Set(reply.faults) == [
                "/recipient required", "/weight_grams wrong_type", "/date invalid_date", "/x unknown_member",
                "query/dry unknown_member",
            ]
        )
    }

    @Test(arguments: ["/parcels/42", "/parcels/in/lost", "/parcels/42?x=1"])
    func `what cannot be found is not found`(target: String) async {
        let reply = await answer("GET", target)

        #expect(reply.status == 404)
        #expect(reply.code == "not_found")
    }

    @Test func `a body must be JSON, well formed and there`() async {
        let type = ["Content-Type": "text/plain"]

        #expect(await answer("POST", "/parcels", parcel, headers: type).status == 415)
        #expect(await answer("POST", "/parcels").code == "malformed")
        #expect(await answer("POST", "/parcels", #"{"recipient":"#).status == 400)
        #expect(await answer("POST", "/parcels", String(repeating: " ", count: 501)).status == 413)
        let merge = ["Content-Type": "application/merge-patch+json; charset=utf-8"]
        #expect(await answer("POST", "/parcels", parcel, headers: merge).status == 201)
    }

    @Test(arguments: [
        ("heavy=true&tags=a&tags=b", 200), ("tags=a,b&state=sent&at_least=3", 200),
        ("state=sent&state=sent", 422), ("heavy=&tags=&state=&at_least=&limit=&page=&cursor=", 200),
        ("heavy=&at_least=x", 422), ("colour=", 422),
        ("cursor=" + String(repeating: "0", count: 4001), 422), ("cursor=a%2Bb", 422), ("cursor=a_b-9", 200),
    ])
    func `query values are read by their type`(query: String, status: Int) async {
        #expect(await answer("GET", "/parcels?\(query)").status == status)
    }

    @Test(
        arguments: [
            (nil, 428), ("\"3\"", 200), ("*", 200), ("\"1\", \"3\"", 200), ("\"2\"", 412), ("W/\"3\"", 200),
            ("3", 200), ("\"3.1f0k\"", 200), ("W/\"3.1f0k\"", 200), ("\"3-gzip\"", 200),
            ("\"3.1f0k-gzip\"", 200), ("\"3.1f0k--gzip\"", 200), ("\"3.1f0k;gzip\"", 200),
            ("W/\"3.1f0k-br\"", 200), ("\"3\"-gzip", 200), ("2, W/\"3-gzip\"", 200), ("2", 412),
            ("W/\"2-gzip\"", 412), ("\"3x\"", 412), ("\"+3\"", 412), ("\"\"", 412), ("\"3\"\u{301}", 400),
            ("\"3", 400), ("\"x\"", 412), ("", 400),
            ("\"3.x\",", 200), (", \"zz\",,\"3\" ,", 200), (",", 400), ("\"2\",", 412), ("\"3\" \"2\"", 400),
        ] as [(String?, Int)]
    )
    func `a change needs the version it changes`(tag: String?, status: Int) async {
        let headers = tag.map { ["If-Match": $0] } ?? [:]

        #expect(await answer("PUT", "/parcels/\(id)", parcel, headers: headers).status == status)
    }

    @Test(arguments: ["\u{FEFF}", ""])
    func `a mark of UTF-8 before a body is passed over`(mark: String) async {
        #expect(await answer("POST", "/parcels", mark + parcel).status == 201)
        #expect(await answer("POST", "/parcels", mark).code == "malformed")
    }

    @Test func `UTF-16 is refused by its name`() {
        for bytes in [[0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B], [0x7B, 0, 0x7D, 0], [0, 0x7B]]
            as [[UInt8]]
        {
            let problem = #expect(throws: Problem.self) { try JSONText.bytes(bytes) }
            #expect(problem?.code == .malformed)
            #expect(problem?.detail?.text(in: .english).contains("UTF-16") == true)
        }
    }

    @Test func `an optional version may be left out but not be wrong`() async {
        #expect(await answer("DELETE", "/parcels/\(id)").status == 204)
        #expect(await answer("DELETE", "/parcels/\(id)", headers: ["If-Match": "\"2\""]).status == 412)
    }

    @Test func `a header that is needed is asked for by name`() async {
        let reply = await answer("POST", "/hooks/carrier", "{}")

        #expect(reply.faults == ["header/x-signature required"])
        #expect(await answer("POST", "/hooks/carrier", "x", headers: ["X-Signature": "s"]).status == 204)
    }
}
