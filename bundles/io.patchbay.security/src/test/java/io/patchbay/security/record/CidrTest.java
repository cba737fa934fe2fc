package io.patchbay.security.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;

class CidrTest {
    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "127.0.0.0/8,127.255.0.1,true",
        "127.0.0.0/8,128.0.0.1,false",
        "127.0.0.1/8,127.9.9.9,true",
        "10.1.2.3,10.1.2.3,true",
        "10.1.2.3,10.1.2.2,false",
        "10.1.2.128/25,10.1.2.127,false",
        "10.1.2.128/25,10.1.2.255,true",
        "10.1.2.3/31,10.1.2.2,true",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,::1,false",
        "::1/128,::1,true",
        "::1/128,::2,false",
        "::/0,2001:db8::1,true",
        "::/0,127.0.0.1,false",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "::ffff:10.0.0.0/8,10.9.9.9,true"
    })
    void aRangeContainsWhatSharesItsBits(String range, String address, boolean contained)
            throws Exception {
        assertThat(Cidr.parse(range).contains(InetAddress.getByName(address))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "localhost",
                "localhost/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0.0/x",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "10.0.0.256/8",
                "1/8",
                "::1/129",
                ":::1/128",
                "g::1"
            })
    void whatIsNoRangeIsRefusedWithoutAskingAnybody(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "127.3.2.1/8,127.0.0.0/8",
        "10.1.2.3,10.1.2.3/32",
        "10.1.2.255/25,10.1.2.128/25",
        "1.2.3.4/0,0.0.0.0/0",
        "2001:db8:ffff::1/33,2001:db8:8000:0:0:0:0:0/33"
    })
    void aRangeIsWrittenOneWay(String text, String written) {
        assertThat(Cidr.parse(text)).hasToString(written).isEqualTo(Cidr.parse(written));
    }
}
