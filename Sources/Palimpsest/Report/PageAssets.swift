import Crypto

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Style sheet and script of the page, as they stand in `Resources`, with what the Content-Security-Policy has to say of them.
///
/// A page that is sent around must not be a door: its policy allows nothing from outside and nothing inline but these two,
/// which it names by their SHA-256 (CSP Level 3, section 2.3.1, `hash-source`). A `<script type="application/json">` is a
/// data block to HTML (section 4.12.1), never run and not subject to the policy.
struct PageAssets {
    let style: [UInt8]
    let script: [UInt8]

    init() {
        style = PackageResources.report_css
        script = PackageResources.report_js
    }

    var policy: String {
        "default-src 'none'; style-src '\(Self.source(style))'; script-src '\(Self.source(script))'; base-uri 'none'; form-action 'none'"
    }

    private static func source(_ bytes: [UInt8]) -> String {
        "sha256-" + Data(SHA256.hash(data: Data(bytes))).base64EncodedString()
    }
}
