import gzip,glob,csv,numpy as np,os,sys
from img import load as imgload, current
D='/work/main/deploy/local/src/main/resources/noise/*.gz'
JUDGED={'wal_bytes_per_commit':(50,.05),'wal_flushes_per_commit':(50,.5),'us_per_wal_flush':(50,1.0),'wal_flushes_per_changed_row':(100,.5),
 'blocks_read_per_commit':(50,1.0),'temp_bytes_per_commit':(50,.5)}
def series(f):
    d={}
    for r in csv.reader(gzip.open(f,'rt')):
        if r[0]=='t':continue
        d.setdefault(r[1],{})[int(r[0])]=(float(r[2] or 'nan'),float(r[3] or 'nan'))
    # images learnt again
    R,C,F,B=imgload(f); b=current(R,F,B)
    ts=sorted(set(d['wal_records_per_commit'])&set(d['wal_fpi_share'])&set(d['wal_bytes_per_commit'])&set(d['image_bytes_per_commit']))
    for i,t in enumerate(ts):
        d['wal_bytes_per_commit'][t]=(max(0,B[i]-b[i]*F[i]),C[i])
    out={}
    for m in JUDGED:
        if m in d:
            ts=sorted(d[m]); out[m]=(np.array([d[m][t][0] for t in ts]),np.array([d[m][t][1] for t in ts]))
    return out
def levels(N,Dn,least):
    out=[];n=0;dd=0
    for a,b in zip(N,Dn):
        if not(b>0) or a!=a: continue
        n+=a;dd+=b
        if dd>=least: out.append(n/dd);n=dd=0
    return np.array(out)
ALL=[]
for f in sorted(glob.glob(D)):
    for m,(N,Dn) in series(f).items():
        ok=~np.isnan(N)
        if (N[ok]>0).mean()<=.5: continue
        y=levels(N,Dn,max(10,JUDGED[m][0]))
        if len(y)>60: ALL.append((os.path.basename(f)[:16],m,y))
def clipmean(y,med,s): return med+np.clip(y-med,-3*s,3*s).mean()
from math import log,exp,sqrt
def side(y):
    med=np.median(y); r=np.abs(y-med); s=max(1.4826*np.median(r),1e-3*abs(med),1e-12)
    m=clipmean(y,med,s)
    return m,s
def test(past,before,after,P):
    """returns z, log ratio"""
    mb,sb=side(before);ma,sa=side(after)
    if mb<=0 or ma<=0: return 0,0
    rb=np.clip((before-mb),-3*sb,3*sb)/mb; ra=np.clip((after-ma),-3*sa,3*sa)/ma
    nb,na=len(rb),len(ra)
    df=nb+na-2
    v=(np.sum(rb**2)+np.sum(ra**2))/df
    # history
    med=np.median(past); hs=max(1.4826*np.median(np.abs(np.diff(past)))/sqrt(2)/med,1e-3)
    d0=P.get('d0',4)
    v=(d0*hs**2+df*v)/(d0+df)
    phi=(np.sum(rb[1:]*rb[:-1])+np.sum(ra[1:]*ra[:-1]))/(np.sum(rb**2)+np.sum(ra**2)+1e-12)
    phi=min(.9,phi+(1+3*phi)/(nb+na)); vif=max(P.get('minvif',1.),(1+phi)/(1-phi))
    se2=v*(min(vif,nb)/nb+min(vif,na)/na)
    # wander
    k=na; w2=0
    ds=[]
    step=max(1,k//2)
    n=len(past); b2=min(nb,20)
    for e in range(n,k+b2-1,-step):
        a=past[e-k:e];b=past[e-k-b2:e-k]
        x,_=side(a);q,_=side(b)
        if x>0 and q>0: ds.append(log(x/q))
    if len(ds)>=P.get('leastds',2):
        ds=np.abs(np.array(ds))
        w=np.quantile(ds,P.get('wq',.5))/P.get('wn',.6745)
        w2=w*w
    else: w2=P.get('now',.05)**2
    se2w=P.get('mix')(se2,w2) if P.get('mix') else se2+w2
    d=log(ma/mb)
    t=d/sqrt(se2w)
    df=d0+df
    z=sqrt(df*log(1+t*t/df))*(8*df+1)/(8*df+3)
    return z*np.sign(d),d
def run(P,Z=3.0,f=1.0,metrics=None,looks=(5,8,10,20,30)):
    tot=0;hit={};series_fa={}
    for name,m,y0 in ALL:
        if metrics and m not in metrics: continue
        floor=log(1+JUDGED[m][1]) if P.get('floor') is None else log(1+P['floor'])
        for c in range(40,len(y0)-31,7):
            y=y0.copy(); y[c:]*=f
            found=None
            for k in looks:
                past=y[max(0,c-200):c]; nb=min(P.get('nb',30),c)
                z,d=test(past,y[c-nb:c],y[c+1:c+1+k],P)
                if abs(z)>=Z and abs(d)>=floor*P.get('ff',1):
                    if f==1 or d>0: found=k;break
            tot+=1
            if found: hit[found]=hit.get(found,0)+1; series_fa[(name,m)]=series_fa.get((name,m),0)+1
    a=sum(hit.values())/tot; b10=sum(v for k,v in hit.items() if k<=10)/tot
    return tot,a,b10,series_fa
if __name__=='__main__':
    for Z in (2.6,3.0,3.3):
        for P in ({'floor':.05},{'floor':.05,'wq':.7,'wn':1.036}):
            r1=run(P,Z,1.0);r2=run(P,Z,1.25);r3=run(P,Z,2.0)
            print(Z,P,'tot',r1[0],'FA %.2f%% (10: %.2f%%)'%(100*r1[1],100*r1[2]),'x1.25 10:%.1f 30:%.1f'%(100*r2[2],100*r2[1]),'x2 10:%.1f 30:%.1f'%(100*r3[2],100*r3[1]))
            print('   ',sorted(r1[3].items(),key=lambda x:-x[1])[:6])
