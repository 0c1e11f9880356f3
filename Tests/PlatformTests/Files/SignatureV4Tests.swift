import Kernel
import Testing

@testable import Platform

/// The examples that Amazon publishes: its test suite for Signature Version 4, and those in the documentation of S3.
@Suite struct SignatureV4Tests {
    private let suite = SignatureV4(
        accessKey: "AKIDEXAMPLE",
        secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        region: "us-east-1",
        service: "service"
    )
    private let store = SignatureV4(
        accessKey: "AKIAIOSFODNN7EXAMPLE",
        secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        region: "us-east-1",
        service: "s3"
    )

    private func signed(
        _ method: String,
        _ path: String = "/",
        _ query: [(name: String, value: String)] = [],
        _ headers: [(name: String, value: String)] = []
    ) throws -> String {
        let now = try #require(Instant("2015-08-30T12:36:00Z"))
        let all = headers + [("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")]
        return suite.signature(
            of: .init(
                method: method,
                path: path,
                query: query,
                headers: all,
                payload: SignatureV4.emptyPayload
            ),
            at: now
        )
    }

    @Test func `the published suite`() throws {
        #expect(try signed("GET") == "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")
        #expect(try signed("POST") == "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")
        let ordered = [(name: "Param2", value: "value2"), (name: "Param1", value: "value1")]
        #expect(
            try signed("GET", "/", ordered)
                == "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        )
        let utf8 = [(name: "\u{1234}", value: "bar")]
        #expect(
            try signed("GET", "/", utf8) == "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"
        )
        #expect(
            try signed("GET", "/\u{1234}")
                == "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"
        )
    }

    @Test func `reading a part of an object`() throws {
        let now = try #require(Instant("2013-05-24T00:00:00Z"))
        let request = SignatureV4.Request(
            method: "GET",
            path: "/test.txt",
            headers: [
                ("host", "examplebucket.s3.amazonaws.com"), ("range", "bytes=0-9"),
                ("x-amz-content-sha256", SignatureV4.emptyPayload), ("x-amz-date", "20130524T000000Z"),
            ],
            payload: SignatureV4.emptyPayload
        )
        let credential = "Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request"
        let names = "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date"
        let signature = "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        #expect(
            store.authorization(for: request, at: now)
                == "AWS4-HMAC-SHA256 \(credential), \(names), \(signature)"
        )
    }

    @Test func `writing an object whose name has a dollar`() throws {
        let now = try #require(Instant("2013-05-24T00:00:00Z"))
        let payload = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
        let request = SignatureV4.Request(
            method: "PUT",
            path: "/test$file.text",
            headers: [
                ("date", "Fri, 24 May 2013 00:00:00 GMT"), ("host", "examplebucket.s3.amazonaws.com"),
                ("x-amz-content-sha256", payload), ("x-amz-date", "20130524T000000Z"),
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ],
            payload: payload
        )
        #expect(
            store.signature(of: request, at: now)
                == "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
        )
    }

    @Test func `an address signed beforehand`() throws {
        let now = try #require(Instant("2013-05-24T00:00:00Z"))
        let request = SignatureV4.Request(
            method: "GET",
            path: "/test.txt",
            headers: [("host", "examplebucket.s3.amazonaws.com")],
            payload: SignatureV4.unsigned
        )
        let query = store.presigned(request, at: now, lasting: .hours(24))
        let credential = "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
        #expect(
            query == "X-Amz-Algorithm=AWS4-HMAC-SHA256&\(credential)&X-Amz-Date=20130524T000000Z"
                + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        )
    }
}
